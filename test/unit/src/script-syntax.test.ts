/** Tests which scripts are taken for ones that Node.js cannot compile. */

import { findInvalidScript } from '../../../src/script-syntax';

test('scripts that Node.js compiles as CommonJS are valid, and none of them is run', () => {
  const texts = ["throw new Error('run');", '"use strict";\nexports.id = "main";', 'return require(__dirname);', ''];
  expect(findInvalidScript(texts.map((text, index) => [`${index}.js`, text]))).toBeUndefined();
});

test('the first that is not valid is named, with the reason', () => {
  const invalid = findInvalidScript([
    ['good.js', 'exports.id = 1;'],
    ['bad.js', 'exports.modules = { a() { const name = "two } };'],
    ['worse.js', '}'],
  ]);
  expect(invalid).toEqual({ name: 'bad.js', error: expect.objectContaining({ name: 'SyntaxError' }) });
});
