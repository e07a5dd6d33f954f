/** Tests that a manual reloader applies updates when it is told to, by a call or by a signal. */

import { ManualReloader } from '../../../runtime/reloader';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { esm, importing, readerOf, valueOf } from '../../support/fake-modules';
import { holdModules, startReloader } from '../../support/reloaders';

function startApplication(options: Parameters<typeof startBundle>[1] = {}): FakeBundle {
  return startBundle(
    {
      './main': importing('./one', './two'),
      './one': readerOf('./first'),
      './two': readerOf('./second'),
      './first': valueOf(1),
      './second': valueOf(1),
    },
    options,
  );
}

function read(bundle: FakeBundle): readonly unknown[] {
  return [bundle.exports('./one').read(), bundle.exports('./two').read()];
}

describe('ManualReloader.reload', () => {
  it('catches up in one transaction with every build that came meanwhile', async () => {
    const bundle = startApplication();
    const reloader = holdModules(['./one', './two']);
    for (const value of [2, 3, 4]) await bundle.edit({ './first': valueOf(value) });
    bundle.publish({ './second': valueOf(5) });
    expect(await reloader.reload()).toMatchObject({ kind: 'applied', generation: 1, pending: [] });
    expect(read(bundle)).toEqual([4, 5]);
  });

  it('says that nothing was pending, to its caller and to the listeners', async () => {
    const bundle = startApplication();
    const outcome = await holdModules(['./one']).reload();
    expect(outcome).toMatchObject({ kind: 'unchanged', pending: [], warnings: [] });
    expect(bundle.outcomes).toEqual([outcome]);
  });

  it('lets go of its own modules only', async () => {
    const bundle = startApplication();
    const [one] = [holdModules(['./one']), holdModules(['./two'])];
    await bundle.edit({ './first': valueOf(2), './second': valueOf(2) });
    expect(await one.reload()).toMatchObject({ kind: 'applied', pending: ['./second'] });
    expect(read(bundle)).toEqual([2, 1]);
  });

  it('leaves the modules of an automatic reloader to that one', async () => {
    const bundle = startApplication();
    const manual = holdModules(['./one']);
    startReloader(['./two']);
    expect(await bundle.edit({ './first': valueOf(2), './second': valueOf(2) })).toMatchObject({
      pending: ['./first'],
    });
    expect(read(bundle)).toEqual([1, 2]);
    await manual.reload();
    expect(read(bundle)).toEqual([2, 2]);
  });

  it('evaluates wholesale modules again even where nothing changed, and leaves the others alone', async () => {
    let runs = 0;
    const counting = esm([], () => {
      runs += 1;
    });
    startBundle({ './main': importing('./p/a', './b'), './p/a': counting, './b': counting });
    expect(runs).toBe(2);
    await holdModules(['./p/a'], { recursive: 'all' }).reload();
    expect(runs).toBe(3);
    await holdModules(['./b']).reload();
    expect(runs).toBe(3);
  });
});

describe('ManualReloader.listen', () => {
  it('reloads on SIGUSR2 unless another signal is named', async () => {
    const bundle = startApplication();
    const reloader = holdModules(['./one']);
    reloader.listen();
    await bundle.edit({ './first': valueOf(2) });
    expect(await bundle.signal('SIGHUP')).toBeUndefined();
    expect(await bundle.signal('SIGUSR2')).toMatchObject({ kind: 'applied' });
    reloader.listen('SIGHUP');
    await bundle.edit({ './first': valueOf(3) });
    expect(await bundle.signal('SIGHUP')).toMatchObject({ kind: 'applied' });
    expect(read(bundle)).toEqual([3, 1]);
  });

  it('shares one listener and one transaction among several reloaders', async () => {
    const bundle = startApplication();
    for (const id of ['./one', './two']) holdModules([id]).listen();
    expect(bundle.process.listenerCount('SIGUSR2')).toBe(1);
    await bundle.edit({ './first': valueOf(2), './second': valueOf(2) });
    expect(await bundle.signal('SIGUSR2')).toMatchObject({ kind: 'applied', generation: 1, pending: [] });
    expect(read(bundle)).toEqual([2, 2]);
  });

  it('shares the listener of the plugin under the manual mode', async () => {
    const bundle = startApplication({ mode: 'manual' });
    holdModules(['./one']).listen();
    expect(bundle.process.listenerCount('SIGUSR2')).toBe(1);
    expect(bundle.printed).toEqual([]);
  });

  it('does what reload() does: wholesale modules are evaluated again even where nothing changed', async () => {
    let runs = 0;
    const counting = esm([], () => {
      runs += 1;
    });
    const bundle = startBundle({ './main': importing('./p/a', './q/b'), './p/a': counting, './q/b': counting });
    holdModules(['./p/a'], { recursive: 'all' }).listen();
    holdModules(['./q/b'], { recursive: 'all' });
    expect(await bundle.signal('SIGUSR2')).toMatchObject({ kind: 'applied', boundaries: ['./p/a'] });
    expect(runs).toBe(3);
  });

  it('stops listening when its stop function is called, twice without harm', async () => {
    const bundle = startApplication();
    const reloader = holdModules(['./one']);
    const [first, second] = [reloader.listen(), reloader.listen()];
    first();
    first();
    expect(bundle.process.listenerCount('SIGUSR2')).toBe(1);
    second();
    expect(bundle.process.listenerCount('SIGUSR2')).toBe(0);
    await bundle.edit({ './first': valueOf(2) });
    expect(await bundle.signal('SIGUSR2')).toBeUndefined();
  });

  it('stops listening to every signal on stop()', () => {
    const bundle = startApplication();
    const reloader = new ManualReloader();
    reloader.listen();
    reloader.listen('SIGHUP');
    reloader.stop();
    expect(bundle.process.eventNames()).toEqual([]);
  });

  it('does not listen under the manual mode with signal: false', () => {
    const bundle = startApplication({ mode: 'manual', signal: false });
    expect(bundle.process.eventNames()).toEqual([]);
  });
});

describe('the signal of the plugin', () => {
  it('releases what manual reloaders hold as well', async () => {
    const bundle = startApplication({ mode: 'manual', signal: 'SIGHUP' });
    holdModules(['./one']);
    startReloader(['./two']);
    await bundle.edit({ './first': valueOf(2), './second': valueOf(2) });
    expect(read(bundle)).toEqual([1, 1]);
    expect(await bundle.signal('SIGHUP')).toMatchObject({ kind: 'applied', generation: 1, pending: [] });
    expect(read(bundle)).toEqual([2, 2]);
  });
});
