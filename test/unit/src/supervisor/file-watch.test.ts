/** Checks that no change is missed while the files are read for the first time. */

import fs from 'node:fs';
import path from 'node:path';
import { FileWatch, type WatchedFile } from '../../../../src/supervisor/file-watch';
import { useTemporaryFolder } from '../../../support/temporary-folder';
import { until } from '../../../support/until';

const MINUTE = 60_000;

const folder = useTemporaryFolder();
let watch: FileWatch;
const changes: string[] = [];

beforeEach(() => {
  changes.length = 0;
  watch = new FileWatch(undefined, (files) => changes.push(...files.map((file) => path.basename(file))));
});

afterEach(() => watch.close());

function write(name: string, text: string): string {
  const file = path.join(folder.path, name);
  fs.writeFileSync(file, text);
  return file;
}

const untilChanged = async (...names: string[]): Promise<void> => {
  await until(
    () => `Changed: ${changes.join()}`,
    () => changes.length >= names.length || undefined,
  );
  expect(changes).toEqual(names);
};

test('a file that nobody has read yet is compared with what it is when the watch begins', async () => {
  watch.watch([{ file: write('named', '1'), isOptional: true }]);
  write('named', '2');
  await untilChanged('named');
});

test('a file that somebody has read has changed if it was written later', async () => {
  const loaded = { file: write('loaded', '1'), isOptional: false };
  const kept = { file: write('kept', '1'), isOptional: false };
  watch.watch([
    { ...kept, readSince: Date.now() + MINUTE },
    { ...loaded, readSince: Date.now() - MINUTE },
  ]);
  await untilChanged('loaded');
  write('kept', '2');
  await untilChanged('loaded', 'kept');
});

test('a file is read once, however often it is named', async () => {
  const loaded = { file: write('loaded', '1'), isOptional: false, readSince: Date.now() - MINUTE };
  watch.watch([loaded]);
  watch.watch([loaded, { file: write('named', '1'), isOptional: true }]);
  await untilChanged('loaded');
  write('named', '2');
  await untilChanged('loaded', 'named');
});

test('a file that is always written before it is read counts as changed once', async () => {
  const load = (): WatchedFile => ({
    file: write('generated', '1'),
    isOptional: false,
    readSince: Date.now() - MINUTE,
  });
  watch.watch([load()]);
  await untilChanged('generated');
  watch.watch([]);
  watch.watch([load(), { file: write('named', '1'), isOptional: true }]);
  write('named', '2');
  await untilChanged('generated', 'named');
});

test('a folder that is replaced again and again does not get lost', async () => {
  const install = (version: string): string => {
    fs.rmSync(path.join(folder.path, 'package'), { recursive: true, force: true });
    fs.mkdirSync(path.join(folder.path, 'package/lib'), { recursive: true });
    return write('package/lib/index.js', version);
  };
  const file = install('0');
  watch.watch([{ file, isOptional: false }]);
  const names: string[] = [];
  for (const version of ['1', '2', '3', '4']) {
    install(version);
    names.push('index.js');
    await untilChanged(...names);
  }
});
