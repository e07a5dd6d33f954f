/** Tests which changes that manual reloaders hold back go along with those that one of them is asked for. */

import type { ManualReloader } from '../../../runtime/reloader';
import { ModuleWrapper } from '../../../runtime/module-wrapper';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { esm, importing, readerOf, valueOf } from '../../support/fake-modules';
import type { FakeFactory } from '../../support/fake-webpack';
import { holdModules, startReloader } from '../../support/reloaders';

/** A module whose `read` gives the values that it found in others when it was evaluated. */
function computedFrom(...ids: readonly string[]): FakeFactory {
  return esm(['read'], (own, require) => {
    const values = ids.map((id) => require(id).value);
    own['read'] = () => values;
  });
}

/** `./a` and `./b` import `./s`; `./b` imports `./t` as well; `./c` imports neither. */
function startApplication(): FakeBundle {
  return startBundle({
    './main': importing('./a', './b', './c'),
    './a': computedFrom('./s'),
    './b': computedFrom('./s', './t'),
    './c': readerOf('./u'),
    './s': valueOf(1),
    './t': valueOf(1),
    './u': valueOf(1),
  });
}

function holdEach(...ids: readonly string[]): readonly ManualReloader[] {
  return ids.map((id) => holdModules([id]));
}

const read = (bundle: FakeBundle): readonly unknown[] => ['./a', './b', './c'].map((id) => bundle.exports(id).read());

describe('a change that reaches the modules of two manual reloaders', () => {
  it.each([0, 1])('is applied to both, in one transaction, when either is asked (%d)', async (index) => {
    const bundle = startApplication();
    const reloaders = holdEach('./a', './b');
    expect(await bundle.edit({ './s': valueOf(2) })).toMatchObject({ kind: 'unchanged', pending: ['./s'] });
    expect(await reloaders[index]!.reload()).toMatchObject({ kind: 'applied', generation: 1, pending: [] });
    expect(read(bundle)).toEqual([[2], [2, 1], 1]);
    expect(await reloaders[1 - index]!.reload()).toMatchObject({ kind: 'unchanged', pending: [] });
  });

  it('takes along what else is pending for them: part of it alone might not fit together', async () => {
    const bundle = startApplication();
    const [a] = holdEach('./a', './b', './c');
    await bundle.edit({ './b': computedFrom('./t', './s'), './s': valueOf(2), './t': valueOf(3), './u': valueOf(2) });
    expect(await a!.reload()).toMatchObject({
      kind: 'applied',
      modules: expect.not.arrayContaining(['./c']) as unknown,
      pending: ['./u'],
    });
    expect(read(bundle)).toEqual([[2], [3, 2], 1]);
  });

  it('goes on waiting where a third reloader is asked', async () => {
    const bundle = startApplication();
    const [, , c] = holdEach('./a', './b', './c');
    await bundle.edit({ './s': valueOf(2), './u': valueOf(2) });
    expect(await c!.reload()).toMatchObject({ kind: 'applied', boundaries: ['./c'], pending: ['./s'] });
    expect(read(bundle)).toEqual([[1], [1, 1], 2]);
  });

  it('leaves alone what the other one holds besides', async () => {
    const bundle = startApplication();
    const [a] = holdEach('./a', './b');
    await bundle.edit({ './t': valueOf(2) });
    expect(await a!.reload()).toMatchObject({ kind: 'unchanged', pending: ['./t'] });
    expect(read(bundle)).toEqual([[1], [1, 1], 1]);
  });

  it('takes all that a wholesale registration includes', async () => {
    const bundle = startBundle({
      './main': importing('./a', './p/index'),
      './a': computedFrom('./s'),
      './p/index': importing('./p/b', './p/d'),
      './p/b': computedFrom('./s'),
      './p/d': computedFrom(),
      './s': valueOf(1),
    });
    const a = holdModules(['./a']);
    holdModules(['./p/index'], { recursive: 'all' });
    await bundle.edit({ './s': valueOf(2) });
    const { boundaries } = (await a.reload()) as { boundaries?: readonly string[] };
    expect([...(boundaries ?? [])].sort()).toEqual(['./a', './p/b', './p/d', './p/index']);
  });

  it('comes with the reload of a module that one of them holds', async () => {
    const bundle = startApplication();
    holdEach('./a', './b');
    await bundle.edit({ './s': valueOf(2) });
    expect(await ModuleWrapper.of('./a').reload()).toMatchObject({ kind: 'applied', pending: [] });
    expect(read(bundle)).toEqual([[2], [2, 1], 1]);
  });
});

describe('the reload of a module that nobody has registered', () => {
  it('takes along what was computed from it, up to those who hold that', async () => {
    const bundle = startApplication();
    holdEach('./a', './b');
    await bundle.edit({ './s': valueOf(2), './t': valueOf(2) });
    const outcome = await ModuleWrapper.of('./s').reload();
    expect(outcome).toMatchObject({ kind: 'applied', generation: 1, pending: [], refused: [] });
    expect(read(bundle)).toEqual([[2], [2, 2], 1]);
  });

  it('takes along what was computed from it where the change is further down', async () => {
    const bundle = startBundle({
      './main': importing('./a'),
      './a': computedFrom('./middle'),
      './middle': esm(['value'], (own, require) => (own['value'] = require('./s').value)),
      './s': valueOf(1),
    });
    holdEach('./a');
    await bundle.edit({ './s': valueOf(2) });
    expect(await ModuleWrapper.of('./middle').reload()).toMatchObject({ kind: 'applied', pending: [] });
    expect(bundle.exports('./a').read()).toEqual([2]);
  });

  it('leaves them alone where nothing has changed', async () => {
    startApplication();
    holdEach('./a', './b');
    expect(await ModuleWrapper.of('./s').reload()).toMatchObject({ kind: 'applied', modules: ['./s'] });
  });

  it('evaluates the code that it has where the change waits for a reloader that does not run', async () => {
    const bundle = startApplication();
    const reloader = startReloader(['./a', './b']);
    reloader.stop();
    await bundle.edit({ './s': valueOf(2) });
    const outcome = await ModuleWrapper.of('./s').reload();
    expect(outcome).toMatchObject({ kind: 'applied', modules: ['./s'], pending: ['./s'] });
    expect([bundle.exports('./s').value, ...read(bundle)]).toEqual([1, [1], [1, 1], 1]);
    reloader.start();
    expect(await bundle.ring()).toMatchObject({ pending: [] });
    expect(read(bundle)).toEqual([[2], [2, 1], 1]);
  });

  it('evaluates the code that it has where the change is refused on another way, and says so', async () => {
    const bundle = startBundle({ './main': importing('./s', './a'), './a': computedFrom('./s'), './s': valueOf(1) });
    holdEach('./a');
    await bundle.edit({ './s': valueOf(2) });
    expect(await ModuleWrapper.of('./s').reload()).toMatchObject({
      kind: 'applied',
      modules: ['./s'],
      refused: [{ reason: 'unaccepted', modules: ['./s', './main'] }],
      pending: ['./s'],
    });
    expect([bundle.exports('./s').value, bundle.exports('./a').read()]).toEqual([1, [1]]);
  });

  it('gives it alone the newest code where nobody else accepts that', async () => {
    const bundle = startBundle({ './main': readerOf('./s'), './s': valueOf(1) });
    await bundle.edit({ './s': valueOf(2) });
    expect(await ModuleWrapper.of('./s').reload()).toMatchObject({ kind: 'applied', modules: ['./s'], pending: [] });
    expect(bundle.exports('./main').read()).toBe(2);
  });
});

describe('a change that reaches the modules of a manual reloader and of an automatic one', () => {
  it('waits for the manual one, whatever else the automatic one applies', async () => {
    const bundle = startApplication();
    const a = holdModules(['./a']);
    startReloader(['./b']);
    expect(await bundle.edit({ './s': valueOf(2), './t': valueOf(2) })).toMatchObject({ pending: ['./s'] });
    expect(read(bundle)).toEqual([[1], [1, 2], 1]);
    expect(await a.reload()).toMatchObject({ kind: 'applied', pending: [] });
    expect(read(bundle)).toEqual([[2], [2, 2], 1]);
  });

  it('waits for the automatic one where that does not run', async () => {
    const bundle = startApplication();
    const a = holdModules(['./a']);
    const automatic = startReloader(['./b']);
    automatic.stop();
    await bundle.edit({ './s': valueOf(2) });
    expect(await a.reload()).toMatchObject({ kind: 'unchanged', pending: ['./s'] });
    automatic.start();
    expect(await a.reload()).toMatchObject({ kind: 'applied', pending: [] });
  });
});
