/** Finds modules that were published alone in update files with others. */

import { containFactory } from '../../../src/published-factory';

const leaf = (text: string): string => `\n/***/ "./leaf.js"\n/*!***!*/\n() {\n\n${text}\n/***/ }`;
const OTHER = '\n/***/ "./other.js"\n() {}';
const file = (...modules: string[]): string => `exports.modules = {\n${modules.join(',\n')}\n\n};`;
const PATCH = file(leaf('one'));

test.each<[string, boolean, string[]]>([
  ['with the same code', true, [PATCH]],
  ['with further modules', true, [file(OTHER, leaf('one'), OTHER)]],
  ['of several chunks', true, [file(OTHER), file(leaf('one'))]],
  ['with something around them', true, [`/* banner */\n${PATCH}\nexports.runtime = 1;\n//# sourceMappingURL=a.map`]],
  ['in which strict modules say so', true, [file(OTHER, leaf('"use strict";\none'))]],
  ['of builds before, with other code', true, [file(OTHER), file(leaf('one')), file(leaf('two'))]],
  ['of builds before, with the same code', false, [file(leaf('two')), file(leaf('one'))]],
  ['with other code', false, [file(leaf('two'))]],
  ['with more code', false, [file(leaf('one\ntwo'))]],
  ['without the module', false, [file(OTHER)]],
  ['that are not there', true, []],
])('update files %s: %s', (_name, expected, updates) => {
  expect(containFactory(updates, PATCH)).toBe(expected);
});

test('a patch that says that it is strict is found where the file does', () => {
  expect(containFactory([PATCH], file(leaf('"use strict";\none')))).toBe(true);
});

test('of a module with a number for a name nothing can be told', () => {
  expect(containFactory([PATCH], 'exports.modules = [\n/* 0 */\n/***/ (() => {})\n\n];')).toBe(true);
});
