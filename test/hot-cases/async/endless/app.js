export const config = await Promise.resolve(1);
---
export const config = await new Promise(() => {});
---
export const config = await Promise.resolve(3);
