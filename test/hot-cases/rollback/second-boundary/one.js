import { instance, name } from './shared';
export { instance };
export const text = () => `one ${name}`;
---
import { instance, name } from './shared';
export { instance };
export const text = () => `new one ${name}`;
export const extra = true;
