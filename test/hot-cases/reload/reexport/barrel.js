export * from './one';
export { two as renamed } from './two';
export * as all from './two';
export const own = 0;
