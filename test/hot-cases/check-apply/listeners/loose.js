export const loose = 1;
---
---
export const loose = 2;
