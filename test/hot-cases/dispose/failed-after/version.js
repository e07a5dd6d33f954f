export const version = 1;
---
throw new Error('bad migration');
---
export const version = 3;
