import { a } from './a';
export const text = () => `routes one, ${a}, no b`;
---
import { a } from './a';
import { b } from './b';
export const text = () => `routes two, ${a}, ${b}`;
