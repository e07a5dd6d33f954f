/** A module with a function, a value that changes and a value that does not. */

export let count = 0;
export const name = 'routes';

export function increment(): number {
  return ++count;
}
