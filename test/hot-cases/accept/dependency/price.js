import { base } from './base';
export const price = base;
