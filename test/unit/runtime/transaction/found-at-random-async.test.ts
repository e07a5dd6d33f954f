/** Tests what random stories have brought to light with asynchronous modules and error handlers. */

import { ModuleAttributeAccessor } from '../../../../runtime/accessor-of';
import { startBundle } from '../../../support/fake-bundle';
import { asyncEsm, esm, importing, readerOf, throwing, valueOf } from '../../../support/fake-modules';
import type { Exports, FakeFactory } from '../../../support/fake-webpack';
import { turn } from '../../../support/latch';
import { findLooseEnds } from '../../../support/invariants';
import { holdModules, startReloader } from '../../../support/reloaders';

const ignore = (): void => undefined;

/** Exports a value, asynchronously. */
function asyncValue(value: unknown): FakeFactory {
  return asyncEsm(['value'], [], async (own) => {
    await Promise.resolve();
    own['value'] = value;
  });
}

/** Reads the value of another module, asynchronously; accepts itself, as its error handler takes everything. */
function asyncWidget(): FakeFactory {
  return asyncEsm(['value'], ['./leaf'], async (own, [leaf], module) => {
    module.hot.accept(ignore);
    own['value'] = leaf?.value;
    await Promise.resolve();
  });
}

describe('an importer that accepts an asynchronous module', () => {
  it('reads its old exports again where the update fails after the handler has bound new ones', async () => {
    let namespace: Exports | undefined;
    const page = asyncEsm([], ['./leaf'], async (_own, [leaf], module, require) => {
      namespace = leaf;
      module.hot.accept('./leaf', async () => {
        namespace = await require<Promise<Exports>>('./leaf');
        if (namespace.value === 'bad') throw new Error('bad');
      });
      await Promise.resolve();
    });
    const bundle = startBundle({ './main': page, './leaf': asyncValue(1) });
    await turn();
    expect(await bundle.edit({ './leaf': asyncValue('bad') })).toMatchObject({ kind: 'rolled-back' });
    expect(namespace?.value).toBe(1);
    expect(await bundle.edit({ './leaf': asyncValue(2) })).toMatchObject({ kind: 'applied', pending: [] });
    expect(namespace?.value).toBe(2);
  });
});

describe('a module that turns synchronous, whose update is refused', () => {
  it('is read by importers whose new code takes it for synchronous', async () => {
    const leaf = asyncEsm(['value'], [], async (own, _, module) => {
      module.hot.decline();
      own['value'] = 1;
      await Promise.resolve();
    });
    const page = asyncEsm(['read'], ['./leaf'], async (own, [imported]) => {
      own['read'] = () => imported?.value;
      await Promise.resolve();
    });
    const bundle = startBundle({ './main': importing('./page'), './page': page, './leaf': leaf });
    startReloader(['./page']);
    await turn();
    const disposable = esm(['read'], (own, require, module) => {
      const imported = require('./leaf');
      own['read'] = () => imported.value;
      module.hot.dispose(ignore);
    });
    const live = ModuleAttributeAccessor.of<Exports>('./page');
    const outcome = await bundle.edit({ './leaf': valueOf(2), './page': disposable });
    expect(outcome).toMatchObject({ kind: 'applied', pending: ['./leaf'] });
    expect(live.read()).toBe(1);
    // It is evaluated again, while even newer code of it is known.
    expect(await bundle.edit({ './page': throwing('boom') })).toMatchObject({ kind: 'rolled-back' });
    expect(live.read()).toBe(1);
  });
});

describe('a module that turns asynchronous, whose importer waits', () => {
  it('is read by the old code of the importer where that is evaluated again', async () => {
    const page = esm(['read'], (own, require, module) => {
      const leaf = require('./leaf');
      own['read'] = () => leaf.value;
      module.hot.dispose(ignore);
    });
    const bundle = startBundle({
      './main': importing('./page', './other'),
      './page': page,
      './leaf': valueOf(1),
      './other': valueOf(1),
    });
    startReloader(['./leaf', './other']);
    const reloader = holdModules(['./page']);
    const asyncPage = asyncEsm(['read'], ['./leaf'], async (own, [leaf]) => {
      own['read'] = () => leaf?.value;
      await Promise.resolve();
    });
    await bundle.edit({ './leaf': asyncValue(2), './page': asyncPage });
    bundle.publish({ './other': throwing('boom') });
    expect(await reloader.reload()).toMatchObject({ kind: 'rolled-back' });
    expect(bundle.exports('./page').read()).toBe(2);
  });
});

describe('a module that accepts itself, whose handler takes the error of its new code', () => {
  it('leaves importers their old exports where it was asynchronous', async () => {
    const main = asyncEsm(['read'], ['./widget'], async (own, [widget]) => {
      own['read'] = () => widget?.value;
      await Promise.resolve();
    });
    const bundle = startBundle({ './main': main, './widget': asyncWidget(), './leaf': asyncValue(1) });
    await turn();
    const outcome = await bundle.edit({ './leaf': valueOf(2), './widget': throwing('boom') });
    expect(outcome).toMatchObject({ kind: 'applied' });
    expect(ModuleAttributeAccessor.of<Exports>('./main').read()).toBe(1);
  });

  it('leaves them those of the update before, not of one that is longer ago', async () => {
    const widget = (value: unknown): FakeFactory =>
      esm(['value'], (own, require, module) => {
        module.hot.accept(ignore);
        own['value'] = [value, require('./leaf')];
      });
    const bundle = startBundle({ './main': readerOf('./widget'), './widget': widget(1), './leaf': valueOf(1) });
    await bundle.edit({ './widget': widget(2) });
    await bundle.edit({ './widget': throwing('boom'), './leaf': asyncValue(2) });
    expect(bundle.exports('./main').read()).toEqual([2, expect.anything()]);
  });

  it('does not keep a later update from being undone', async () => {
    const widget = (value: unknown): FakeFactory =>
      esm(['value'], (own, require, module) => {
        module.hot.accept(ignore);
        require('./leaf');
        own['value'] = value;
      });
    const failing = (message: string): FakeFactory =>
      esm(['value'], (_, require) => {
        require('./leaf');
        throw new Error(message);
      });
    const page = esm(['read'], (own, require, module) => {
      const imported = require('./widget');
      own['read'] = () => imported.value;
      module.hot.dispose(ignore);
    });
    const bundle = startBundle({
      './main': importing('./page'),
      './page': page,
      './widget': widget(1),
      './leaf': valueOf(1),
    });
    startReloader(['./page']);
    expect(await bundle.edit({ './widget': failing('once') })).toMatchObject({ kind: 'applied' });
    const again = await bundle.edit({ './page': throwing('twice'), './leaf': valueOf(2) });
    expect(again).toMatchObject({ kind: 'rolled-back' });
    expect([bundle.exports('./page').read(), findLooseEnds(bundle)]).toEqual([1, []]);
    expect(await bundle.edit({ './widget': widget(3), './page': page })).toMatchObject({
      kind: 'applied',
      pending: [],
    });
    expect(bundle.exports('./page').read()).toBe(3);
  });
});

describe('a lazy import by an importer that has turned asynchronous, and waits', () => {
  it('gets a promise, for the module has not settled', async () => {
    let namespace: unknown;
    const page = esm(['load'], (own, require) => {
      own['load'] = async () => {
        namespace = await require<Promise<Exports>>('./lazy');
      };
    });
    const bundle = startBundle({ './main': page, './lazy': asyncValue(1) });
    await bundle.edit({ './main': asyncValue(2) });
    await (bundle.exports('./main')['load'] as () => Promise<void>)();
    expect((namespace as Exports).value).toBe(1);
  });
});

describe('an asynchronous module whose code has rejected', () => {
  it('is not evaluated again when a later update of it is undone', async () => {
    const rejecting = asyncEsm(['value'], [], (_own, _imports, module) => {
      module.hot.dispose(ignore);
      return Promise.reject(new Error('first'));
    });
    const page = esm(['load'], (own, require) => {
      own['load'] = async () => require<Promise<Exports>>('./lazy').catch(ignore);
    });
    const bundle = startBundle({ './main': page, './lazy': rejecting });
    await (bundle.exports('./main')['load'] as () => Promise<void>)();
    startReloader(['./lazy']);
    expect(await bundle.edit({ './lazy': throwing('second') })).toMatchObject({ kind: 'rolled-back' });
    expect(await bundle.edit({ './lazy': valueOf(3) })).toMatchObject({ kind: 'applied', pending: [] });
  });
});
