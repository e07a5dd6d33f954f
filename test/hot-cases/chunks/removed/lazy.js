import { disposed } from './disposed';
export const text = 'lazy 1';
module.hot.dispose(() => disposed.push(text));
---
---
import { disposed } from './disposed';
export const text = 'lazy 3';
module.hot.dispose(() => disposed.push(text));
---
import { disposed } from './disposed';
export const text = 'lazy 4';
module.hot.dispose(() => disposed.push(text));
