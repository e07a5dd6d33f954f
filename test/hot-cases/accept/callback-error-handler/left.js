export const left = 1;
---
export const left = 2;
