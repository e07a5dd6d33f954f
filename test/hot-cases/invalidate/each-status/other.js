export const other = 1;
---
export const other = 2;
---
export const other = 3;
---
export const other = 4;
---
export const other = 5;
