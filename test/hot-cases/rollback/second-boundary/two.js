import { instance, name } from './shared';
export { instance };
export const text = () => `two ${name}`;
---
import { instance, name } from './shared';
export { instance };
export const text = () => `new two ${name}`;
throw new Error('boom');
---
import { instance, name } from './shared';
export { instance };
export const text = () => `fixed ${name}`;
