import { opened } from './opened';
import { version } from './version';
opened.push(version);
const list = [...(module.hot.data?.list ?? [])];
if (version === 3) list.push('from 3');
export const add = (item) => list.push(item);
export const items = () => list;
module.hot.dispose((data) => {
  data.list = list;
});
