import { value } from './shared';

export const text = `one ${value}`;
