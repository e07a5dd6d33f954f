export const name = 'one';
---
export const name = 'two';
throw new Error('boom');
