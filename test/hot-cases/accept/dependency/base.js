export const base = 1;
---
export const base = 2;
