export const text = () => 'alone';
---
import { name } from './added';
export const text = () => `with ${name}`;
---
---
export const text = () => 'alone again';
---
import { name } from './added';
export const text = () => `with ${name}`;
