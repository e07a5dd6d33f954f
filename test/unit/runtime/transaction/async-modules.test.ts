/** Tests modules that take time to evaluate: everybody sees the old generation until the commit. */

import { ModuleAttributeAccessor } from '../../../../runtime/accessor-of';
import type { ReloaderOptions } from '../../../../runtime/api';
import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { asyncEsm, importing, readerOf, throwing, valueOf } from '../../../support/fake-modules';
import type { Exports, FakeFactory } from '../../../support/fake-webpack';
import { createLatch, turn } from '../../../support/latch';
import { findLooseEnds } from '../../../support/invariants';
import { startReloader } from '../../../support/reloaders';

/** Exports a value once `ready` is. */
function asyncValue(value: unknown, ready: Promise<unknown> = Promise.resolve()): FakeFactory {
  return asyncEsm(['value'], [], async (own) => {
    await ready;
    own['value'] = value;
  });
}

/** Reads the value of an asynchronous module, and is asynchronous by that. */
function asyncReaderOf(id: string): FakeFactory {
  return asyncEsm(['read'], [id], (own, [imported]) => {
    own['read'] = () => imported?.value;
    return undefined;
  });
}

/** main → routes → leaf, the last two asynchronous, routes registered; started and settled. */
async function startApplication(
  options?: ReloaderOptions,
): Promise<{ readonly bundle: FakeBundle; readonly live: Exports }> {
  const bundle = startBundle({
    './main': importing('./routes'),
    './routes': asyncReaderOf('./leaf'),
    './leaf': asyncValue(1),
  });
  startReloader(['./routes'], options);
  await turn();
  return { bundle, live: ModuleAttributeAccessor.of<Exports>('./routes') };
}

describe('an asynchronous module', () => {
  it('is read through its accessor like any other', async () => {
    const { live } = await startApplication();
    expect(live.read()).toBe(1);
    expect(Object.keys(live)).toEqual(['read']);
  });

  it('goes live when it has settled, importers of its namespace included', async () => {
    const { bundle, live } = await startApplication();
    const namespace = await bundle.require<Promise<Exports>>('./routes');
    expect(await bundle.edit({ './leaf': asyncValue(2) })).toMatchObject({ kind: 'applied', generation: 1 });
    expect([live.read(), namespace.read()]).toEqual([2, 2]);
    expect(findLooseEnds(bundle)).toEqual([]);
  });

  it('leaves everybody with the old generation until then', async () => {
    const { bundle, live } = await startApplication();
    const namespace = await bundle.require<Promise<Exports>>('./routes');
    const { open, wait } = createLatch();
    const editing = bundle.edit({ './leaf': asyncValue(2, wait) });
    await turn();
    expect([live.read(), namespace.read()]).toEqual([1, 1]);
    expect((await bundle.require<Promise<Exports>>('./routes')).read()).toBe(1);
    expect(findLooseEnds(bundle)).toEqual([]);
    open();
    await editing;
    expect([live.read(), namespace.read()]).toEqual([2, 2]);
  });

  it('that rejects is rolled back, and the next good build goes live', async () => {
    const { bundle, live } = await startApplication();
    const failing = asyncEsm(['value'], [], async () => Promise.reject(new Error('boom')));
    expect(await bundle.edit({ './leaf': failing })).toMatchObject({
      kind: 'rolled-back',
      error: { message: 'boom' },
      pending: ['./leaf'],
    });
    expect(live.read()).toBe(1);
    expect(findLooseEnds(bundle)).toEqual([]);
    expect((await bundle.edit({ './leaf': asyncValue(3) })).kind).toBe('applied');
    expect(live.read()).toBe(3);
  });

  it('that never settles is rolled back when its time is over', async () => {
    const { bundle, live } = await startApplication();
    const editing = bundle.edit({ './leaf': asyncValue(2, new Promise(() => undefined)) });
    await turn();
    bundle.expire();
    expect(await editing).toMatchObject({ kind: 'rolled-back', error: { code: 'NOT_SETTLED', moduleId: './leaf' } });
    expect(live.read()).toBe(1);
    expect((await bundle.edit({ './leaf': asyncValue(3) })).kind).toBe('applied');
    expect(live.read()).toBe(3);
  });

  it('may take as long as the reloader of its boundary grants, or the plugin', async () => {
    const { bundle } = await startApplication({ settleTimeout: 50 });
    await bundle.edit({ './leaf': asyncValue(2) });
    expect(bundle.limits).toEqual([50]);
    const { bundle: other } = await startApplication();
    await other.edit({ './leaf': asyncValue(2) });
    expect(other.limits).toEqual([10_000]);
  });

  it('may become synchronous, and asynchronous again, together with its importers', async () => {
    const { bundle, live } = await startApplication();
    await bundle.edit({ './leaf': valueOf(2), './routes': readerOf('./leaf') });
    expect(live.read()).toBe(2);
    await bundle.edit({ './leaf': asyncValue(3), './routes': asyncReaderOf('./leaf') });
    expect(live.read()).toBe(3);
    expect(findLooseEnds(bundle)).toEqual([]);
  });

  it('that turns so up to the entry is refused for that reason', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': valueOf(1) });
    startReloader([]);
    expect(await bundle.edit({ './leaf': asyncValue(2), './main': asyncReaderOf('./leaf') })).toMatchObject({
      kind: 'refused',
      refused: expect.arrayContaining([{ reason: 'async-changed', modules: ['./leaf', './main'] }]) as unknown,
    });
    expect(bundle.exports('./main').read()).toBe(1);
  });

  it('is named where it rejects, and those that wait for it are not', async () => {
    const { bundle, live } = await startApplication();
    const failing = asyncValue(2, Promise.reject(new Error('boom')));
    expect(await bundle.edit({ './leaf': failing })).toMatchObject({
      kind: 'rolled-back',
      error: { message: 'boom', moduleId: './leaf' },
    });
    expect(live.read()).toBe(1);
  });

  it('whose synchronous importer throws is rolled back with it', async () => {
    const { bundle, live } = await startApplication();
    const outcome = await bundle.edit({ './leaf': asyncValue(2), './routes': throwing('boom') });
    expect(outcome).toMatchObject({ kind: 'rolled-back', error: { message: 'boom', moduleId: './routes' } });
    expect(live.read()).toBe(1);
  });

  it('takes builds that come while it settles in the transaction after', async () => {
    const { bundle, live } = await startApplication();
    const { open, wait } = createLatch();
    const first = bundle.edit({ './leaf': asyncValue(2, wait) });
    await turn();
    const second = bundle.edit({ './leaf': asyncValue(3) });
    open();
    expect([(await first).generation, (await second).generation]).toEqual([1, 2]);
    expect(live.read()).toBe(3);
  });
});
