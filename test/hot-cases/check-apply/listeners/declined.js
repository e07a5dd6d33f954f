export const declined = 1;
---
---
export const declined = 2;
