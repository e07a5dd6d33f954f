export const value = 1;
module.hot.dispose(() => new Promise(() => {}));
---
export const value = 2;
---
export const value = 3;
