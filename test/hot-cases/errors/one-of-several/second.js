export const second = 1;
---
export const second = 2;
throw new Error('not yet');
---
export const second = 3;
