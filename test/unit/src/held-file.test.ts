/** What is replaced stays until it is let go of. */

import { mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { HeldFile } from '../../../src/held-file';

const onLinux = process.platform === 'linux' ? test : test.skip;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'held-file-'));
  file = path.join(folder, 'journal.json');
  writeFileSync(file, 'first');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts another file in the place of the one that is there. */
function replace(): void {
  writeFileSync(`${file}.tmp`, 'next');
  renameSync(`${file}.tmp`, file);
}

/** The files of the folder that this process has open, as the system names them: one that is replaced is `(deleted)`. */
function listOpen(): string[] {
  const descriptors = readdirSync('/proc/self/fd').map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      return '';
    }
  });
  return descriptors.filter((name) => name.startsWith(file));
}

onLinux('a file that is replaced is not freed before the next one is held', async () => {
  const held = new HeldFile();
  held.hold(file);
  await held.settled;
  replace();
  expect(listOpen()).toEqual([`${file} (deleted)`]);
  held.hold(file);
  await held.settled;
  expect(listOpen()).toEqual([file]);
  held.release();
  await held.settled;
  expect(listOpen()).toEqual([]);
});

onLinux('a file that is let go of while it is being opened is closed', async () => {
  const held = new HeldFile();
  held.hold(file);
  held.release();
  await held.settled;
  expect(listOpen()).toEqual([]);
});

test('a file that is not there is not held, and the next one is', async () => {
  const held = new HeldFile();
  held.hold(path.join(folder, 'missing.json'));
  await expect(held.settled).resolves.toBeUndefined();
  held.hold(file);
  await held.settled;
  if (process.platform === 'linux') expect(listOpen()).toEqual([file]);
  held.release();
  await held.settled;
});
