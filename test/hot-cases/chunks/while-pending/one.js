import { shared } from './shared';
export const text = () => `one of ${shared}`;
