export const value = Number(1);
---
export const value = ;
---
export const value = Number(3);
