import { open } from './open';
import { pool } from './pool';
export const name = pool.replace('pool', 'server');
open(name, module.hot);
