/** Tests which differences in the text of a factory do not count. */

import type { ModuleFactory } from '../../../runtime/host';
import { isSameCode } from '../../../runtime/same-code';

/** A factory that says it has a given text. */
function factory(text: string): ModuleFactory {
  return Object.assign(() => undefined, { toString: () => text });
}

const IMPORTS = (first: number, second: number): string =>
  `"./a.js"(module, exports, require) {\n\nvar _b__WEBPACK_IMPORTED_MODULE_${String(first)}__ = require("./b.js");\n` +
  `var _c__WEBPACK_IMPORTED_MODULE_${String(second)}__ = require("./c.js");\n` +
  `(0,_b__WEBPACK_IMPORTED_MODULE_${String(first)}__.run)(_c__WEBPACK_IMPORTED_MODULE_${String(second)}__.value);\n}`;

it.each([
  [
    'the directive that webpack writes once for a whole chunk',
    '(a) {\n\n"use strict";\nrun();\n}',
    '(a) {\n\nrun();\n}',
  ],
  ['the numbers of imports', IMPORTS(0, 1), IMPORTS(1, 0)],
])('code is the same in spite of %s', (_, a, b) => {
  expect(isSameCode(factory(a), factory(b))).toBe(true);
});

it.each([
  ['one more character', '() { a }', '() { b }'],
  ['a directive further down', '() {\nrun("use strict");\n}', '() {\nrun();\n}'],
  ['other imports in the place of each other', IMPORTS(0, 1), IMPORTS(0, 1).replace(/\(0,_b(.*)0__/, '(0,_b$11__')],
])('code is not the same with %s', (_, a, b) => {
  expect(isSameCode(factory(a), factory(b))).toBe(false);
});

it('no code is the same as no code only', () => {
  expect(isSameCode(undefined, undefined)).toBe(true);
  expect(isSameCode(factory('() {}'), undefined)).toBe(false);
});
