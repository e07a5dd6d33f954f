/** Tests how updates are read by following the journal, over files that are but a map. */

import { JOURNAL_FORMAT } from '../../../../runtime/protocol/journal';
import { code, FakeOutputFolder, fetchUpdate, step, texts } from '../../../support/fake-output-folder';

/** Two steps: the first changes a and b, the second b again, and removes a. */
function writeTwoSteps(folder: FakeOutputFolder): void {
  folder.scripts.set('/app/dist/one.js', { modules: { './a': code('a1'), './b': code('b1') }, runtime: () => 1 });
  folder.scripts.set('/app/dist/two.js', { modules: { './b': code('b2'), 7: code('seven') }, runtime: () => 2 });
  folder.write([
    step('b0', 'b1', { main: { chunks: { main: 'one.js' } } }),
    step('b1', 'b2', { main: { chunks: { main: 'two.js' }, removedModules: ['./a'], removedChunks: [3] } }),
  ]);
}

describe('JournalSource.fetchNow', () => {
  it('gives what leads on from a build, without waiting', () => {
    const folder = new FakeOutputFolder();
    writeTwoSteps(folder);
    const update = folder.open().fetchNow('b0')!;
    expect(texts(update)).toEqual({ './a': undefined, './b': 'b2', 7: 'seven' });
    expect([update.build, update.runtime.length, update.removedChunks]).toEqual(['b2', 2, [3]]);
  });

  it.each<[string, (folder: FakeOutputFolder) => void, string]>([
    ['there is no journal', (folder) => (folder.text = undefined), 'b0'],
    ['the journal is torn', (folder) => (folder.text = folder.text!.slice(1)), 'b0'],
    ['this is the newest build', () => undefined, 'b2'],
    ['no update leads on', () => undefined, 'b9'],
    ['a file is torn', (folder) => folder.failures.set('/app/dist/two.js', 'UPDATE_FILE_TORN'), 'b0'],
    ['a file does not run', (folder) => folder.scripts.delete('/app/dist/two.js'), 'b0'],
    ['files can only be imported', (folder) => (folder.isModule = true), 'b0'],
  ])('gives nothing where %s', (_, spoil, build) => {
    const folder = new FakeOutputFolder();
    writeTwoSteps(folder);
    spoil(folder);
    expect(folder.open().fetchNow(build)).toBeUndefined();
  });
});

describe('JournalSource.fetch', () => {
  it('has nothing where there is no journal, or it ends at this build', async () => {
    const folder = new FakeOutputFolder();
    const source = folder.open();
    expect(await source.fetch('b0')).toEqual({ kind: 'current' });
    folder.write([step('b0', 'b1', {})]);
    expect(await source.fetch('b1')).toEqual({ kind: 'current' });
  });

  it('merges all steps since a build: the newest code of each module', async () => {
    const folder = new FakeOutputFolder();
    writeTwoSteps(folder);
    const update = await fetchUpdate(folder.open(), 'b0');
    expect(texts(update)).toEqual({ './a': undefined, './b': 'b2', 7: 'seven' });
    expect([...update.factories.keys()]).toContain(7);
    expect([update.build, update.runtime.length, update.removedChunks]).toEqual(['b2', 2, [3]]);
  });

  it('leaves out the runtime of a chunk that is removed, but not its modules', async () => {
    const folder = new FakeOutputFolder();
    folder.scripts.set('/app/dist/gone.js', { modules: { './a': code('a1') }, runtime: () => 1 });
    folder.write([step('b0', 'b1', { main: { chunks: { 3: 'gone.js' }, removedChunks: [3] } })]);
    const update = await fetchUpdate(folder.open(), 'b0');
    expect([texts(update), update.runtime]).toEqual([{ './a': 'a1' }, []]);
  });

  it('reads only the steps since that build', async () => {
    const folder = new FakeOutputFolder();
    writeTwoSteps(folder);
    const update = await fetchUpdate(folder.open(), 'b1');
    expect(texts(update)).toEqual({ './a': undefined, './b': 'b2', 7: 'seven' });
    expect(folder.verified).toEqual([['/app/dist/two.js', 'hash of two.js']]);
  });

  it('gives a module back that was removed and added again', async () => {
    const folder = new FakeOutputFolder();
    folder.scripts.set('/app/dist/two.js', { modules: { './a': code('a2') } });
    folder.write([
      step('b0', 'b1', { main: { removedModules: ['./a'] } }),
      step('b1', 'b2', { main: { chunks: { main: 'two.js' } } }),
    ]);
    expect(texts(await fetchUpdate(folder.open(), 'b0'))).toEqual({ './a': 'a2' });
  });

  it('reads the chunks of its own runtime only', async () => {
    const folder = new FakeOutputFolder();
    folder.scripts.set('/app/dist/worker.js', { modules: { './a': code('worker') } });
    folder.scripts.set('/app/dist/main.js', { modules: { './a': code('main') } });
    const runtimes = { main: { chunks: { main: 'main.js' } }, worker: { chunks: { worker: 'worker.js' } } };
    folder.write([step('b0', 'b1', runtimes)]);
    expect(texts(await fetchUpdate(folder.open('worker'), 'b0'))).toEqual({ './a': 'worker' });
    expect(folder.verified).toEqual([['/app/dist/worker.js', 'hash of worker.js']]);
  });

  it('follows a build that changed nothing of its runtime', async () => {
    const folder = new FakeOutputFolder();
    folder.write([step('b0', 'b1', { other: { chunks: { other: 'other.js' } } })]);
    const update = await fetchUpdate(folder.open(), 'b0');
    expect([update.build, update.factories.size, folder.verified]).toEqual(['b1', 0, []]);
  });

  it('leaves out modules that this process does not want', async () => {
    const folder = new FakeOutputFolder();
    writeTwoSteps(folder);
    const asked: unknown[] = [];
    folder.wants = (module, chunk) => {
      asked.push([module, chunk]);
      return module !== './b';
    };
    expect(texts(await fetchUpdate(folder.open(), 'b1'))).toEqual({ './a': undefined, 7: 'seven' });
    expect(asked).toContainEqual([7, 'main']);
  });

  it('tells that the way to the newest build is lost', async () => {
    const folder = new FakeOutputFolder();
    writeTwoSteps(folder);
    expect(await folder.open().fetch('far')).toEqual({ kind: 'lost', build: 'b2' });
  });

  it.each([
    ['UPDATE_FILE_MISSING', 'The update file /app/dist/two.js is not there;'],
    ['UPDATE_FILE_TORN', 'The update file /app/dist/two.js is not what the compiler published;'],
  ] as const)('hands over nothing where one of several files is %s, and all of it later', async (failure, message) => {
    const folder = new FakeOutputFolder();
    writeTwoSteps(folder);
    folder.failures.set('/app/dist/two.js', failure);
    const source = folder.open();
    const fetched = await source.fetch('b0');
    expect(fetched).toMatchObject({ kind: 'unavailable', error: { name: 'HotReloadError', code: failure } });
    expect(fetched.kind === 'unavailable' && fetched.error.message).toContain(message);
    folder.failures.clear();
    expect(texts(await fetchUpdate(source, 'b0'))).toMatchObject({ './b': 'b2' });
  });

  it('reads a journal again that is torn, for it may be just being copied', async () => {
    const folder = new FakeOutputFolder();
    writeTwoSteps(folder);
    const whole = folder.text!;
    folder.text = whole.slice(0, 20);
    const fetching = folder.open().fetch('b0');
    setImmediate(() => (folder.text = whole));
    expect((await fetching).kind).toBe('update');
  });

  it.each([
    ['torn', '{"format":"module-hot-', 'it is not JSON'],
    ['foreign', '{"format":"other"}', `its format is not ${JOURNAL_FORMAT}`],
    ['damaged', `{"format":"${JOURNAL_FORMAT}"}`, 'a part of it is missing'],
  ])('leaves a %s journal alone, and says what is wrong', async (_, text, reason) => {
    const folder = new FakeOutputFolder();
    folder.text = text;
    const source = folder.open();
    const fetched = await source.fetch('b0');
    expect(fetched).toMatchObject({ kind: 'unavailable', error: { code: 'JOURNAL_INVALID' } });
    expect(fetched.kind === 'unavailable' && fetched.error.message).toContain(reason);
    writeTwoSteps(folder);
    expect((await source.fetch('b0')).kind).toBe('update');
  });

  it('never rejects, whatever a file does when it is loaded', async () => {
    const folder = new FakeOutputFolder();
    writeTwoSteps(folder);
    folder.scripts.delete('/app/dist/one.js');
    expect(await folder.open().fetch('b0')).toMatchObject({
      kind: 'unavailable',
      error: { code: 'UPDATE_UNREADABLE' },
    });
  });
});

describe('JournalSource.resources', () => {
  it('are read without waiting, before the first fetch', () => {
    const folder = new FakeOutputFolder();
    const source = folder.open();
    expect(source.resources()).toBeUndefined();
    folder.text = 'torn';
    expect(source.resources()).toBeUndefined();
    folder.write([]);
    expect(source.resources()).toEqual({ outputFolder: '/app/dist', context: '..', resources: { 7: 'src/seven.ts' } });
  });

  it('are those of the newest journal that was fetched', async () => {
    const folder = new FakeOutputFolder();
    folder.write([]);
    const source = folder.open();
    source.resources();
    folder.text = folder.text?.replace('seven.ts', 'renamed.ts');
    await source.fetch('b0');
    expect(source.resources()?.resources).toEqual({ 7: 'src/renamed.ts' });
  });
});
