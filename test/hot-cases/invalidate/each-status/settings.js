import { other } from './other';
const count = (module.hot.data?.count ?? 0) + 1;
module.hot.dispose((data) => {
  data.count = count;
});
export const loaded = () => count;
export const reload = () => module.hot.invalidate();
export const what = other;
export const decline = () => module.hot.decline('./other');
