export const value = await Promise.resolve(1);
---
export const value = await Promise.resolve(2);
