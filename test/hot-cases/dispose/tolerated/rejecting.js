export { value } from './endless';
module.hot.dispose(() => Promise.reject(new Error('rejected')));
---
export { value } from './endless';
