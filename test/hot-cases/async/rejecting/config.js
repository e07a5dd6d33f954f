export const config = await Promise.resolve('one');
---
export const config = await Promise.reject(new Error('no answer'));
---
export const config = await Promise.resolve('three');
