export const name = () => 'one';
export let count = 0;
count += 1;
---
export function name() {
  return 'two';
}
export const count = 2;
---
const name = () => 'three';
export { name };
export let count = 2;
count += 1;
