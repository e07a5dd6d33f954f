export const version = 1;
export const check = () => undefined;
---
throw new Error('no jobs');
---
export const version = 3;
export const check = () => undefined;
---
export const version = 4;
export const check = () => {
  throw new Error('no start');
};
