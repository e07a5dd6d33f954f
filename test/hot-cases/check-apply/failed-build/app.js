import { value } from './value';
export const read = () => value;
module.hot.accept('./value');
