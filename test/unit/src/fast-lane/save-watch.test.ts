/** Looks for saves of a few files. */

import fs from 'node:fs';
import path from 'node:path';
import { SaveWatch } from '../../../../src/fast-lane/save-watch';
import { useTemporaryFolder } from '../../../support/temporary-folder';

const folder = useTemporaryFolder();

test('a save after the beginning is news, also of a file that comes or goes', () => {
  const [file, other] = [path.join(folder.path, 'a.js'), path.join(folder.path, 'b.js')] as const;
  fs.writeFileSync(file, 'one');
  fs.utimesSync(file, 1, 1);
  const watch = new SaveWatch();
  expect(watch.look()).toBe(false);
  watch.begin([file, other]);
  expect(watch.look()).toBe(false);
  fs.writeFileSync(file, 'two');
  expect(watch.look()).toBe(true);
  watch.begin([file, other]);
  expect(watch.look()).toBe(false);
  fs.writeFileSync(other, '');
  expect(watch.look()).toBe(true);
  watch.begin([other]);
  fs.rmSync(other);
  expect(watch.look()).toBe(true);
});
