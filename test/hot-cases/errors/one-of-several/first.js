export const first = 1;
---
export const first = 2;
