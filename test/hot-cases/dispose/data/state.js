export const calls = [];
export const data = module.hot.data;
const never = () => calls.push('never');
module.hot.dispose((left) => {
  left.first = 1;
});
module.hot.addDisposeHandler((left) => {
  left.second = 2;
});
module.hot.addDisposeHandler(never);
module.hot.removeDisposeHandler(never);
---
export const calls = [];
export const data = module.hot.data;
---
export const calls = [0];
export const data = module.hot.data;
