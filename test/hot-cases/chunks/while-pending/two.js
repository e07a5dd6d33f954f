import { shared } from './shared';
export const text = () => `two of ${shared}`;
---
import { added } from './added';
import { shared } from './shared';
export const text = () => `two of ${shared} and ${added}`;
