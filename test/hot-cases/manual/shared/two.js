import { value } from './shared';

export const text = `two ${value}`;
