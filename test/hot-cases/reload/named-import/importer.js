import { count as number, name } from './routes';

/** A value that was read once stays what it was. */
const first = name();

export const text = () => `${name()} ${number}`;
export const held = () => first;
