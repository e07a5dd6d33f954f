import { word } from './ping';
export const name = () => word;
export const pong = () => `pong ${name()}`;
