import { config } from './config';
export const text = () => `app 1, ${config}`;
---
import { config } from './config';
export const text = () => `app 2, ${config}`;
