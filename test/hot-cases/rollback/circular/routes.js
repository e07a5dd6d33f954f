import { ping } from './ping';
import { pong } from './pong';
export const text = () => `${ping()}, ${pong()}`;
