import { instance, name } from './shared';
export const text = () => `one ${name}`;
export { instance };
