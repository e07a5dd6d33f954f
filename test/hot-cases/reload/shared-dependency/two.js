import { instance, name } from './shared';
export const text = () => `two ${name}`;
export { instance };
---
---
import { instance, name } from './shared';
export const text = () => `second ${name}`;
export { instance };
