export const value = 1;
---
export const value = 2;
---
export const value = 3;
