export const config = await Promise.resolve('one');
---
export const config = await Promise.reject();
---
await Promise.resolve();
throw null;
export const config = 'three';
---
export const config = await Promise.resolve('four');
---
export const config = await Promise.resolve('five');
