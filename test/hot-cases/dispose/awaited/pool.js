import { open } from './open';
export const pool = 'pool 1';
open(pool, module.hot);
---
import { open } from './open';
export const pool = 'pool 2';
open(pool, module.hot);
