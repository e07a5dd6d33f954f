/** Checks that two compilers never share a journal and that one keeps its own. */

import { nameJournal } from '../../../src/journal-name';

const IDENTITY = { name: undefined, entries: ['main'], filename: '[name].js' };

test('it is a file name with eight hexadecimal digits', () => {
  expect(nameJournal(IDENTITY)).toMatch(/^hot-journal\.[0-9a-f]{8}\.json$/);
});

test('it is the same for the same compiler, in whatever order its entries are named', () => {
  expect(nameJournal({ ...IDENTITY, entries: ['a', 'b'] })).toBe(nameJournal({ ...IDENTITY, entries: ['b', 'a'] }));
  expect(nameJournal(IDENTITY)).toBe('hot-journal.06a0fbd8.json');
});

test.each([
  ['a name', { name: 'server' }],
  ['other entries', { entries: ['worker'] }],
  ['more entries', { entries: ['main', 'worker'] }],
  ['another file name', { filename: 'server/[name].js' }],
  ['no file name', { filename: undefined }],
])('%s makes another', (_what, change) => {
  expect(nameJournal({ ...IDENTITY, ...change })).not.toBe(nameJournal(IDENTITY));
});

test('names that run into each other make two', () => {
  const joined = nameJournal({ ...IDENTITY, entries: ['a,b'] });
  expect(nameJournal({ ...IDENTITY, entries: ['a', 'b'] })).not.toBe(joined);
});

test('the order of the entries that were passed is kept', () => {
  const entries = ['b', 'a'];
  nameJournal({ ...IDENTITY, entries });
  expect(entries).toEqual(['b', 'a']);
});
