/** The routes of the application, as an ES module. */

export let served = 0;

export function handle(path) {
  served += 1;
  return `served ${path}`;
}
