import { name } from './leaf';
let state = 0;
export const text = () => `${name} ${(state += 1)}`;
