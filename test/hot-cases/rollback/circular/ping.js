import { name } from './pong';
export const word = 'one';
export const ping = () => `ping ${name()}`;
---
import { name } from './pong';
export const word = 'two';
export const ping = () => `ping ${name()}`;
if (name() !== word) throw new Error('The circle is broken.');
throw new Error('boom');
---
import { name } from './pong';
export const word = 'three';
export const ping = () => `ping ${name()}`;
