/** Writes modules that nobody edits, so that builds take a while. */

import type { Files } from './application';

/** Modules below `others`, all of them imported by `others/all.js`. */
export function writeOthers(count: number): Files {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const all = numbers.map((index) => `import './other${index}';`).join('\n');
  const others = numbers.map((index) => [`others/other${index}.js`, `export const value = ${index};\n`]);
  return { 'others/all.js': all, ...Object.fromEntries(others) };
}
