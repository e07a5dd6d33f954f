import { name } from './leaf';
export const text = () => `one ${name}`;
export const gone = 1;
---
import { name } from './leaf';
export const text = () => `two ${name}`;
export const extra = 2;
null.property;
