export const name = 'fixed 1';
module.hot.decline();
---
export const name = 'fixed 2';
