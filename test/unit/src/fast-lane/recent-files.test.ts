/** Guesses which file is saved next. */

import { RecentFiles } from '../../../../src/fast-lane/recent-files';

test.each([
  [[], ['abc', 'abc', 'abc']],
  [['x'], ['x', 'x', 'x']],
  [
    ['x', 'y'],
    ['yx', 'xy', 'yx'],
  ],
  [
    ['x', 'y', 'z'],
    ['xzy', 'yxz', 'zyx'],
  ],
  [
    ['x', 'y', 'x'],
    ['xy', 'yx', 'xy'],
  ],
  [
    ['s', 't', 'u', 'v', 'w', 'x', 'y'],
    ['wvutyx', 'xwvuty', 'yxwvut'],
  ],
])('after %j the guesses are %j, the likelier files first', (saved, expected) => {
  const recent = new RecentFiles();
  for (const file of saved) recent.note(file);
  expect(recent.guesses(['a', 'b', 'c'], 3).map((files) => files.join(''))).toEqual(expected);
});

test('where nothing was saved, some files are tried', () => {
  const files = Array.from({ length: 1_000 }, (_, index) => String(index));
  for (const guesses of new RecentFiles().guesses(files, 2)) expect(guesses).toEqual(files.slice(0, 200));
});
