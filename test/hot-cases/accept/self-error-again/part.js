---
---
throw new Error('broken as well');
---
export const part = 1;
---
throw new Error('broken once more');
