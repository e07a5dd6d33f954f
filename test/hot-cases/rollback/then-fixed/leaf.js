export const name = 'one';
---
throw new Error('boom');
---
---
export const name = 'three';
