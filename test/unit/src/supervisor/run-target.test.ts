/** Checks which file of a build is started. */

import { chooseRunFile } from '../../../../src/supervisor/run-target';

const A = { entry: 'a', file: '/dist/a.js' };
const B = { entry: 'b', file: '/dist/b.js' };

test('the only entry needs no name', () => {
  expect(chooseRunFile([A], undefined)).toBe(A.file);
});

test('one of several is named', () => {
  expect(chooseRunFile([A, B], 'b')).toBe(B.file);
});

test.each([
  ['several without a name', [A, B], undefined, 'RUN_ENTRY_AMBIGUOUS', /\(a, b\).*run\.entry/],
  ['one that does not exist', [A, B], 'c', 'RUN_ENTRY_NOT_FOUND', /no entry c .*: a, b\./],
  ['one without a script', [{ entry: 'a', file: undefined }], undefined, 'RUN_ENTRY_NOT_FOUND', /script/],
  ['none at all', [], undefined, 'RUN_ENTRY_NOT_FOUND', /none/],
])('%s is refused', (_what, targets, wanted, code, message) => {
  expect(() => chooseRunFile(targets, wanted)).toThrow(expect.objectContaining({ name: 'HotReloadError', code }));
  expect(() => chooseRunFile(targets, wanted)).toThrow(message);
});
