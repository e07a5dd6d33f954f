/** Checks that what has changed in a package is told of once the package is installed. */

import fs from 'node:fs';
import path from 'node:path';
import { InstalledChanges } from '../../../../src/supervisor/installed-changes';
import { useTemporaryFolder } from '../../../support/temporary-folder';

const folder = useTemporaryFolder();
const changes: string[][] = [];
let installed: InstalledChanges;

beforeEach(() => {
  jest.useFakeTimers();
  changes.length = 0;
  installed = new InstalledChanges((files) => changes.push(files.map((file) => path.relative(folder.path, file))));
});

afterEach(() => {
  installed.close();
  jest.useRealTimers();
});

function write(name: string): string {
  const file = path.join(folder.path, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '1');
  return file;
}

test('what is no package is told of at once', () => {
  installed.add([write('.env')]);
  expect(changes).toEqual([['.env']]);
});

test('what has changed in a package is told of when no more files come', () => {
  installed.add([write('node_modules/a/package.json')]);
  for (const name of ['x.js', 'lib/y.js']) {
    write(`node_modules/a/${name}`);
    jest.advanceTimersByTime(100);
    expect(changes).toEqual([]);
  }
  installed.add([write('.env')]);
  jest.advanceTimersByTime(100);
  expect(changes).toEqual([['node_modules/a/package.json', '.env']]);
});

test.each(['a', '@s/a'])('what has changed in %s is told of when npm has deleted what was there before', (name) => {
  const aside = write(`node_modules/${path.dirname(name)}/.a-AbCdEf12/package.json`);
  installed.add([write(`node_modules/${name}/package.json`)]);
  jest.advanceTimersByTime(5_000);
  expect(changes).toEqual([]);
  fs.rmSync(path.dirname(aside), { recursive: true });
  jest.advanceTimersByTime(100);
  expect(changes).toEqual([[`node_modules/${name}/package.json`]]);
});

test('an installation that was broken off is not waited for', () => {
  write('node_modules/.a-AbCdEf12/package.json');
  installed.add([write('node_modules/a/package.json')]);
  jest.advanceTimersByTime(61_000);
  expect(changes).toEqual([['node_modules/a/package.json']]);
});

test('after the end nothing is told', () => {
  installed.add([write('node_modules/a/package.json')]);
  installed.close();
  jest.advanceTimersByTime(61_000);
  expect(changes).toEqual([]);
});
