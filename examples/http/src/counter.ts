/** Counts requests; it is not reloaded as long as it is not edited itself, so it keeps counting. */

let count = 0;

export function increment(): number {
  count += 1;
  return count;
}
