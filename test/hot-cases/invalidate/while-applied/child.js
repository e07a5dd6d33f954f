export const [shape, code] = [1, 1];
module.hot.accept();
module.hot.dispose((data) => {
  data.shape = shape;
});
---
export const [shape, code] = [1, 2];
module.hot.accept();
module.hot.dispose((data) => {
  data.shape = shape;
});
if (module.hot.data && module.hot.data.shape !== shape) module.hot.invalidate();
---
export const [shape, code] = [2, 3];
module.hot.accept();
module.hot.dispose((data) => {
  data.shape = shape;
});
if (module.hot.data && module.hot.data.shape !== shape) module.hot.invalidate();
