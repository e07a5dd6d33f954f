import { ping } from './ping';
export const word = (text) => text;
export const pong = () => `pong one of ${ping()}`;
---
---
import { ping } from './ping';
export const word = (text) => text;
export const pong = () => `pong two of ${ping()}`;
