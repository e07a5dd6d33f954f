import { name } from './leaf';
export const text = () => `one ${name}`;
---
---
import { name } from './leaf';
export const text = () => `two ${name}`;
