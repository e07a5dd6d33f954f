export { value } from './rejecting';
module.hot.dispose(() => {
  throw new Error('thrown');
});
---
export { value } from './rejecting';
