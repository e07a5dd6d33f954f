import { greet } from './greeting';
export const born = {};
export const text = () => `${greet()}!`;
