export const name = 'one';
---
export const name = 'two';
throw new Proxy({}, { get() { throw 1; } });
---
export const name = 'three';
