import { gate } from './gate';
await gate.pass();
export const config = 'config 1';
---
import { gate } from './gate';
await gate.pass();
export const config = 'config 2';
