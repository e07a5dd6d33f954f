/** Tests that update files are read whole or not at all. */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readText, readTextSync, readVerified } from '../../../../runtime/update-source/update-files';
import { useTemporaryFolder } from '../../../support/temporary-folder';

const folder = useTemporaryFolder();

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('readText and readTextSync', () => {
  it('read what is there, and tell what is not', async () => {
    const path = join(folder.path, 'a.json');
    expect([await readText(path), readTextSync(path)]).toEqual([undefined, undefined]);
    writeFileSync(path, 'text');
    expect([await readText(path), readTextSync(path)]).toEqual(['text', 'text']);
    expect(await readText(join(path, 'below'))).toBeUndefined();
  });

  it('tell a file that cannot be read from one that is not there', async () => {
    const path = join(folder.path, 'folder');
    mkdirSync(path);
    await expect(readText(path)).rejects.toMatchObject({ code: 'EISDIR' });
    expect(readTextSync(path)).toBeUndefined();
  });
});

describe('readVerified', () => {
  it('gives the text of a file that is what was published', async () => {
    const path = join(folder.path, 'a.hot-update.js');
    writeFileSync(path, 'code');
    expect(await readVerified(path, sha256('code'))).toEqual({ ok: true, text: 'code' });
  });

  it('waits for a file that comes late', async () => {
    const path = join(folder.path, 'a.hot-update.js');
    const reading = readVerified(path, sha256('code'));
    writeFileSync(path, 'code');
    expect(await reading).toEqual({ ok: true, text: 'code' });
  });

  it('waits for a torn file to be whole', async () => {
    const path = join(folder.path, 'a.hot-update.js');
    writeFileSync(path, 'co');
    const reading = readVerified(path, sha256('code'));
    writeFileSync(path, 'code');
    expect(await reading).toEqual({ ok: true, text: 'code' });
  });

  it.each([
    ['missing', undefined, 'UPDATE_FILE_MISSING'],
    ['torn', 'co', 'UPDATE_FILE_TORN'],
  ])('gives up on a file that stays %s', async (_, text, code) => {
    const path = join(folder.path, 'a.hot-update.js');
    if (text !== undefined) writeFileSync(path, text);
    expect(await readVerified(path, sha256('code'))).toEqual({ ok: false, code });
  });
});
