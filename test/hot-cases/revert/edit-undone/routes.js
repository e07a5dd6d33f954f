import { name } from './leaf';
let used = 0;
export const use = () => (used += 1);
export const text = () => `${name} ${used}`;
