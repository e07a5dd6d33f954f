import * as child from './child';
const born = (module.hot.data?.born ?? 0) + 1;
const { shape } = child;
export const text = () => `parent ${born} of shape ${shape}, code ${child.code}`;
module.hot.dispose((data) => {
  data.born = born;
});
