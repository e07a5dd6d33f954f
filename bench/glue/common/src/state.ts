/** Counts requests in the state of a module that no edit touches. */

let count = 0;

export function countRequest(): number {
  count += 1;
  return count;
}
