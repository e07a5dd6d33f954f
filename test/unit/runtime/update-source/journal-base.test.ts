/** Tests how a process catches up from a whole build where no step leads on from its own. */

import { code, FakeOutputFolder, fetchUpdate, step, texts } from '../../../support/fake-output-folder';

/** A whole build that holds the entry, a and b, and one step that changes b. */
function writeBase(folder: FakeOutputFolder): void {
  const modules = { './main': code('main'), './a': code('a1'), './b': code('b1') };
  folder.scripts.set('/app/dist/base.js', { modules });
  folder.scripts.set('/app/dist/two.js', { modules: { './b': code('b2') } });
  folder.entries = ['./main'];
  folder.known = ['./main', './a', './gone'];
  folder.write(
    [step('b1', 'b2', { main: { chunks: { main: 'two.js' } } })],
    step('', 'b1', { main: { chunks: { main: 'base.js' } } }),
  );
}

describe('JournalSource.fetch, from a whole build', () => {
  it('gives a process that no step leads on from what the build holds, and what it holds no more', async () => {
    const folder = new FakeOutputFolder();
    writeBase(folder);
    const update = await fetchUpdate(folder.open(), 'far');
    expect(texts(update)).toEqual({ './main': 'main', './a': 'a1', './b': 'b2', './gone': undefined });
    expect(update.build).toBe('b2');
  });

  it('goes step by step where it can', async () => {
    const folder = new FakeOutputFolder();
    writeBase(folder);
    expect(texts(await fetchUpdate(folder.open(), 'b1'))).toEqual({ './b': 'b2' });
    expect(folder.verified.map(([path]) => path)).toEqual(['/app/dist/two.js']);
  });

  it('is a detour around a step whose file is missing', async () => {
    const folder = new FakeOutputFolder();
    writeBase(folder);
    folder.write(
      [step('b0', 'b1', { main: { chunks: { main: 'one.js' } } })],
      step('', 'b1', { main: { chunks: { main: 'base.js' } } }),
    );
    folder.failures.set('/app/dist/one.js', 'UPDATE_FILE_MISSING');
    const update = await fetchUpdate(folder.open(), 'b0');
    expect(texts(update)).toMatchObject({ './a': 'a1', './b': 'b1' });
    folder.failures.set('/app/dist/base.js', 'UPDATE_FILE_TORN');
    const failed = await folder.open().fetch('b0');
    expect(failed).toMatchObject({ kind: 'unavailable', error: { code: 'UPDATE_FILE_MISSING' } });
  });

  it('is no way for a process whose entry the build does not hold: it is another bundle', async () => {
    const folder = new FakeOutputFolder();
    writeBase(folder);
    folder.entries = ['./main', './other-entry'];
    expect(await folder.open().fetch('far')).toEqual({ kind: 'lost', build: 'b2' });
  });

  it('is no way where the sources are elsewhere: it is another project with modules of the same names', async () => {
    const folder = new FakeOutputFolder();
    writeBase(folder);
    const source = folder.open();
    await fetchUpdate(source, 'b1');
    const own = folder.text ?? '';
    folder.text = own.replace('"context":".."', '"context":"../../other"');
    expect(await source.fetch('far')).toEqual({ kind: 'lost', build: 'b2' });
    expect((await folder.open().fetch('far')).kind).toBe('update');
    folder.text = own;
    expect((await source.fetch('far')).kind).toBe('update');
  });

  it.each([
    ['a number has come to mean another module', { 7: './leaf', 8: './main' }],
    ['a module has got another number', { 7: './main', 9: './leaf' }],
  ])('is no way where %s', async (_, names) => {
    const folder = new FakeOutputFolder();
    folder.scripts.set('/app/dist/base.js', { modules: { 7: code('main') } });
    folder.entries = [7];
    const base = step('', 'b1', { main: { chunks: { main: 'base.js' } } });
    const source = folder.open();
    folder.write([step('b0', 'b1', {})], base, { 7: './main', 8: './leaf' });
    await fetchUpdate(source, 'b0');

    folder.write([], base, { 7: './main', 9: './new' });
    expect((await source.fetch('far')).kind).toBe('update');
    folder.write([], base, names);
    expect(await source.fetch('far')).toEqual({ kind: 'lost', build: 'b1' });
  });

  it('is no way for a process of which nobody knows what its numbers mean', async () => {
    const folder = new FakeOutputFolder();
    writeBase(folder);
    folder.write([], step('', 'b1', { main: { chunks: { main: 'base.js' } } }), { 7: './leaf' });
    expect(await folder.open().fetch('far')).toEqual({ kind: 'lost', build: 'b1' });
  });

  it('is no way where the steps do not lead on from it', async () => {
    const folder = new FakeOutputFolder();
    writeBase(folder);
    folder.write(
      [step('b7', 'b8', { main: { chunks: { main: 'two.js' } } })],
      step('', 'b1', { main: { chunks: { main: 'base.js' } } }),
    );
    expect(await folder.open().fetch('far')).toEqual({ kind: 'lost', build: 'b8' });
  });
});
