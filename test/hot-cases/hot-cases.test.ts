/** Plays every case below this folder: `<verb>/<case>/index`, with the versions of each file separated by `---`. */

import fs from 'node:fs';
import path from 'node:path';
import { cleanUp } from '../compiler/support/project';
import { playHotCase } from '../support/hot-case';

afterEach(cleanUp);

const listFolders = (folder: string): string[] =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

describe.each(listFolders(__dirname))('%s', (verb) => {
  test.each(listFolders(path.join(__dirname, verb)))('%s', async (name) => {
    await playHotCase(path.join(__dirname, verb, name));
  });
});
