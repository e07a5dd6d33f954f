/** Tests modules that are evaluated while an update takes its time: they are as new as all others in the end. */

import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { asyncEsm, esm, importing, readerOf, valueOf } from '../../../support/fake-modules';
import type { Edit } from '../../../support/fake-source';
import type { FakeFactory } from '../../../support/fake-webpack';
import { createLatch, type Latch, turn } from '../../../support/latch';
import { findLooseEnds } from '../../../support/invariants';
import { startReloader } from '../../../support/reloaders';

/** Exports a value, and is disposed of as long as the gate is closed. */
const disposedSlowly = (value: unknown, { wait }: Latch): FakeFactory =>
  esm(['value'], (own, _require, module) => {
    own['value'] = value;
    module.hot.dispose(() => wait);
  });

/** Exports a value once the gate is open. */
const valueBehind = (value: unknown, { wait }: Latch): FakeFactory =>
  asyncEsm(['value'], [], async (own) => {
    await wait;
    own['value'] = value;
  });

/** Exports `load`, which requires `./lazy` when it is called. */
const loader = (...imports: readonly string[]): FakeFactory =>
  esm(['load'], (own, require) => {
    for (const id of imports) require(id);
    own['load'] = () => require<unknown>('./lazy');
  });

/** `./main` requires `./app`, which is registered; that requires `./slow`, and `./lazy` when it is asked for. */
function start(modules: Edit): FakeBundle {
  const bundle = startBundle({ './main': importing('./app'), './app': loader('./slow'), ...modules });
  startReloader(['./app']);
  return bundle;
}

/** What somebody reads who asks for `./lazy`. */
async function ask(bundle: FakeBundle): Promise<unknown> {
  const app = (await bundle.exports<unknown>('./app')) as { load: () => unknown };
  return ((await app.load()) as { read: () => unknown }).read();
}

/** Applies an edit, and asks for `./lazy` before that comes to its end. */
async function askMeanwhile(bundle: FakeBundle, gate: Latch, edit: Edit): Promise<unknown> {
  const applied = bundle.edit(edit);
  await turn();
  const seen = await ask(bundle);
  gate.open();
  expect(await applied).toMatchObject({ kind: 'applied', pending: [] });
  return seen;
}

describe('a module that is required while dispose handlers take their time', () => {
  it('is evaluated again where the same update brings other code for what it requires', async () => {
    const gate = createLatch();
    const bundle = start({
      './slow': disposedSlowly(1, gate),
      './lazy': readerOf('./help'),
      './help': valueOf(1),
    });
    expect(await ask(bundle)).toBe(1);
    gate.open();
    await bundle.edit({ './help': valueOf(2) });
    const next = createLatch();
    await bundle.edit({ './slow': disposedSlowly(2, next) });
    const edit = { './slow': valueOf(3), './help': valueOf(3) };
    expect([await askMeanwhile(bundle, next, edit), await ask(bundle)]).toEqual([2, 3]);
    expect(findLooseEnds(bundle)).toEqual([]);
  });

  it('is evaluated again where it requires what the update replaces', async () => {
    const gate = createLatch();
    const bundle = start({ './slow': disposedSlowly(1, gate), './lazy': readerOf('./slow') });
    expect([await askMeanwhile(bundle, gate, { './slow': valueOf(2) }), await ask(bundle)]).toEqual([1, 2]);
    expect(findLooseEnds(bundle)).toEqual([]);
  });

  it('goes on waiting, and is told of, where nobody accepts that', async () => {
    const gate = createLatch();
    const bundle = startBundle({
      './main': loader('./app'),
      './app': importing('./slow'),
      './slow': disposedSlowly(1, gate),
      './lazy': readerOf('./slow'),
    });
    startReloader(['./app']);
    const applied = bundle.edit({ './slow': valueOf(2) });
    await turn();
    bundle.exports<{ load: () => unknown }>('./main').load();
    gate.open();
    const refused = [{ reason: 'unaccepted', modules: ['./lazy', './main'] }];
    expect(await applied).toMatchObject({ kind: 'applied', pending: ['./lazy'], refused });
  });
});

describe('a module that is required while others settle', () => {
  it('settles with them', async () => {
    const [opened, gate] = [createLatch(), createLatch()];
    opened.open();
    const reader = asyncEsm(['read'], ['./slow'], (own, [slow]) => {
      own['read'] = () => slow?.value;
      return undefined;
    });
    const app = asyncEsm(['load'], ['./slow'], (own, _namespaces, _module, require) => {
      own['load'] = () => require<unknown>('./lazy');
      return undefined;
    });
    const bundle = start({ './app': app, './slow': valueBehind(1, opened), './lazy': reader });
    await turn();
    const applied = bundle.edit({ './slow': valueBehind(2, gate) });
    await turn();
    const seen = ask(bundle);
    gate.open();
    expect(await applied).toMatchObject({ kind: 'applied', pending: [] });
    expect([await seen, await ask(bundle)]).toEqual([2, 2]);
    expect(findLooseEnds(bundle)).toEqual([]);
  });
});
