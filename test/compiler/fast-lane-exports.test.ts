/** Edits what a module exports: it takes the fast lane where nobody in the bundle follows from that. */

import { type Case, LEAF, MAIN, reasonFor } from './support/lane-reason';
import { cleanUp } from './support/project';

afterEach(cleanUp);

/** An edit of an imported module, whose text ends with the usual export. */
const edit = (before: string, after: string, more: Partial<Case> = {}): Case => ({
  ...more,
  files: { 'leaf.js': `${before}\n${LEAF}`, ...more.files },
  edit: `${after}\nexport const value = 2;\n`,
});
const imported = (text: string): Partial<Case> => ({ files: { 'main.js': `${MAIN}${text}` } });

test.each<[string, Case]>([
  ['a constant', edit('', 'export const more = 1;')],
  ['a function and a class', edit('', 'export function more() {}\nexport class Most {}')],
  ['an asynchronous function', edit('', 'export async function more() { await 1; }')],
  ['a default value', edit('', 'export default 1;')],
  ['a default function', edit('', 'export default function named() {}')],
  ['a name for what is there', edit('const a = 1;', 'const a = 1;export { a, a as b };')],
  ['another name for the same', edit('const a = 1;export { a };', 'const a = 1;export { a as b };')],
  [
    'something else by the same name',
    edit('const a = 1, b = 2;export { a };', 'const a = 1, b = 2;export { b as a };'),
  ],
  ['a function in the place of a value', edit('export default 1;', 'export default function named() {}')],
  ['one name less', edit('export const more = 1;', '')],
  ['no default value any more', edit('export default 1;', '')],
  ['names in another order', edit('export const a = 1, b = 2;', 'export const b = 2, a = 1;')],
  [
    'a name that others import as one of all',
    edit('', 'export const more = 1;', imported(`import * as leaf from './leaf';leaf;`)),
  ],
  ['a name in a module that is imported later', edit('', 'export const more = 1;', imported(`import('./leaf');`))],
  ['a name in a module that is required', edit('', 'export const more = 1;', imported(`require('./leaf').value;`))],
  [
    'a name in a module of which others pass on one',
    edit('', 'export const more = 1;', {
      files: { 'main.js': `${MAIN}import './on';`, 'on.js': `export { value } from './leaf';` },
    }),
  ],
  [
    'a name in a module that others pass on by a name',
    edit('', 'export const more = 1;', {
      files: { 'main.js': `${MAIN}import './on';`, 'on.js': `export * as leaf from './leaf';` },
    }),
  ],
  [
    'a name with what it needs',
    edit('', `import { z } from './z';export const more = z;`, {
      files: { 'main.js': `${MAIN}import { z } from './z';z;`, 'z.js': 'export const z = 1;' },
    }),
  ],
  [
    'a name in a module whose boundary it is',
    edit('', 'export const more = 1;', imported(`module.hot.accept('./leaf');`)),
  ],
  [
    'a name of a CommonJS module',
    { files: { 'leaf.js': 'exports.value = 1;' }, edit: 'exports.value = 2;exports.more = 1;' },
  ],
  [
    'a name of a CommonJS module less',
    { files: { 'leaf.js': 'exports.value = 1;exports.more = 1;' }, edit: 'exports.value = 2;' },
  ],
  [
    'a name of a CommonJS module that was compiled',
    {
      files: { 'leaf.js': `Object.defineProperty(exports, '__esModule', { value: true });exports.value = 1;` },
      edit: `Object.defineProperty(exports, '__esModule', { value: true });exports.more = exports.value = 2;exports.more = 3;`,
    },
  ],
])('%s', async (_name, taken) => {
  expect(await reasonFor(taken)).toBe('published');
});

test.each<[string, Case, string?]>([
  [
    'a name where all are passed on',
    edit('', 'export const more = 1;', {
      files: { 'main.js': `${MAIN}import './on';`, 'on.js': `export * from './leaf';` },
    }),
  ],
  ['a name less that is imported', edit('export const more = 1;', '', imported(`import { more } from './leaf';more;`))],
  [
    'a name that was imported already',
    edit('', 'export const more = 1;', imported(`import { more } from './leaf';more;`)),
  ],
  [
    'a name that is asked for',
    edit('', 'export const more = 1;', imported(`import * as leaf from './leaf';'more' in leaf;`)),
  ],
  ['all that others require', edit('const a = 1;', `const a = 1;export { a as 'module.exports' };`)],
  ['a name of the entry', { file: 'main.js', edit: `${MAIN}export const more = 1;` }],
  [
    'whether it was compiled',
    { files: { 'leaf.js': 'exports.value = 1;' }, edit: 'exports.value = 2;exports.__esModule = true;' },
    'other-facts',
  ],
  [
    'all names at once',
    { files: { 'leaf.js': 'exports.value = 1;' }, edit: 'module.exports = { value: 2 };' },
    'other-dependencies',
  ],
])('left to the build: %s', async (_name, left, reason = 'other-exports') => {
  expect(await reasonFor(left)).toBe(reason);
});
