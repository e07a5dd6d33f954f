export const value = Number(1);
---
export const value = Number(2);
throw new Error('bad');
---
export const value = Number(3);
