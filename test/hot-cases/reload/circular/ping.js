import { word } from './pong';
export const ping = () => `ping ${word('one')}`;
---
import { word } from './pong';
export const ping = () => `ping ${word('two')}`;
