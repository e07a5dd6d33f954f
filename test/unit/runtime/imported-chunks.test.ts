/** Tests that chunks are imported again under another address, and only those. */

import { type ChunkState, ImportedChunks } from '../../../runtime/imported-chunks';

type Way = (id: string | number, promises: Promise<unknown>[]) => void;

/** A bundle with one chunk on disk, whose file says how often it was imported. */
function start(importFile?: (file: string, version: number) => Promise<unknown>) {
  const imported: [string, number][] = [];
  const state: ChunkState = {};
  const webpacks: (string | number)[] = [];
  const way: Way = (id, promises) => {
    const loading = state[id] as [unknown, Promise<unknown>] | undefined;
    if (loading === undefined) webpacks.push(id);
    else promises.push(loading[1]);
  };
  const loader = { f: { j: way } as Record<string, Way>, m: {} as Record<string, () => undefined>, u: String };
  const read = async (file: string, version: number): Promise<unknown> => {
    imported.push([file, version]);
    return { __webpack_esm_ids__: [file], __webpack_esm_modules__: { leaf: () => undefined } };
  };
  const chunks = new ImportedChunks(importFile ?? read);
  const load = async (id: string): Promise<void> => {
    const promises: Promise<unknown>[] = [];
    for (const name of Object.keys(loader.f)) loader.f[name]!(id, promises);
    await Promise.all(promises);
  };
  return { chunks, imported, load, loader, state, webpacks, putFirst: () => chunks.putFirst(loader, () => [state]) };
}

test('what was never forgotten is left to webpack', async () => {
  const { chunks, imported, load, putFirst, webpacks } = start();
  putFirst();
  chunks.forget('lazy');
  putFirst();
  await load('other');
  expect([imported, webpacks]).toEqual([[], ['other']]);
});

test('what was forgotten is imported under a new address each time, and installed', async () => {
  const { chunks, imported, load, loader, putFirst, state, webpacks } = start();
  chunks.forget('lazy');
  putFirst();
  await Promise.all([load('lazy'), load('lazy')]);
  expect([imported, state['lazy'], Object.keys(loader.m)]).toEqual([[['lazy', 1]], 0, ['leaf']]);
  delete state['lazy'];
  chunks.forget('lazy');
  // An update has brought webpack's way anew.
  loader.f = { j: loader.f['j']! };
  putFirst();
  putFirst();
  await load('lazy');
  expect([imported.at(-1), webpacks]).toEqual([['lazy', 2], []]);
});

test('what cannot be imported is tried again', async () => {
  let isThere = false;
  const { chunks, load, putFirst, state } = start(async () => {
    if (!isThere) throw new Error('no such file');
    return { __webpack_esm_ids__: ['lazy'], __webpack_esm_modules__: {} };
  });
  chunks.forget('lazy');
  putFirst();
  await expect(load('lazy')).rejects.toThrow('no such file');
  isThere = true;
  await load('lazy');
  expect(state['lazy']).toBe(0);
});
