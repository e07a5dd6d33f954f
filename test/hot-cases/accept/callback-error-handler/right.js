export const right = 1;
---
export const right = 2;
