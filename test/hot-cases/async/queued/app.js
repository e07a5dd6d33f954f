export const version = await Promise.resolve(1);
---
export const version = await new Promise((resolve) => (globalThis.gates[2] = () => resolve(2)));
---
export const version = await new Promise((resolve) => (globalThis.gates[3] = () => resolve(3)));
---
export const version = await Promise.resolve(4);
