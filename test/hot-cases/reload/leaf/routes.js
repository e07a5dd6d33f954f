import { next } from './counter';
import { name } from './leaf';

next();
export const text = () => `hello ${name}`;
