/** Tests what random stories have brought to light, each in its smallest form. */

import { ModuleAttributeAccessor } from '../../../../runtime/accessor-of';
import { startBundle } from '../../../support/fake-bundle';
import { asyncEsm, commonJs, esm, importing, readerOf, throwing, valueOf } from '../../../support/fake-modules';
import type { Exports, FakeFactory } from '../../../support/fake-webpack';
import { findLooseEnds } from '../../../support/invariants';
import { startReloader } from '../../../support/reloaders';

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

function turn(): Promise<void> {
  return new Promise(setImmediate);
}

describe('a CommonJS module', () => {
  it('may define a getter that cannot be configured', () => {
    const module = commonJs((exports) => {
      Object.defineProperty(exports, 'value', { configurable: false, enumerable: true, get: () => 1 });
    });
    expect(startBundle({ './main': module }).exports('./main').value).toBe(1);
  });
});

describe('removed modules', () => {
  it('go although they import each other', async () => {
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': importing('./a'),
      './a': importing('./b'),
      './b': importing('./a'),
    });
    startReloader(['./routes']);
    const outcome = await bundle.edit({ './a': undefined, './b': undefined, './routes': valueOf(2) });
    expect(outcome).toMatchObject({ kind: 'applied', pending: [] });
    expect([bundle.require.c['./a'], bundle.require.c['./b']]).toEqual([undefined, undefined]);
  });

  it('stay for a module whose old code is evaluated again, for its own removal is held back', async () => {
    const routes = esm(['read'], (own, require) => {
      const [leaf, old] = [require('./leaf'), require('./old')];
      own['read'] = () => [leaf.value, old.value];
    });
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': routes,
      './leaf': valueOf(1),
      './old': valueOf('old'),
    });
    startReloader(['./routes']);
    await bundle.edit({ './main': importing('./leaf'), './routes': undefined, './old': undefined });
    await bundle.edit({ './leaf': valueOf(2) });
    expect(bundle.exports('./routes').read()).toEqual([2, 'old']);
  });
});

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
    const outcome = await bundle.edit({ './leaf': valueOf(2), './page': readerOf('./leaf') });
    expect(outcome).toMatchObject({ kind: 'applied', pending: ['./leaf'] });
    expect(ModuleAttributeAccessor.of<Exports>('./page').read()).toBe(1);
  });
});

describe('an accept handler that takes its time', () => {
  it('sees modules that accept themselves as new as those it was told of', async () => {
    const seen: unknown[] = [];
    const self = (value: unknown): FakeFactory =>
      esm(['value'], (own, _, module) => {
        module.hot.accept();
        own['value'] = value;
      });
    const main = esm([], (_, require, module) => {
      const [leaf, other] = [require('./leaf'), require('./other')];
      module.hot.accept('./leaf', async () => {
        require('./leaf');
        await turn();
        seen.push(leaf.value, other.value);
      });
    });
    const bundle = startBundle({ './main': main, './leaf': valueOf(1), './other': self(1) });
    await bundle.edit({ './leaf': valueOf(2), './other': self(2) });
    expect(seen).toEqual([2, 2]);
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
    const again = await bundle.edit({ './widget': failing('twice'), './leaf': valueOf(2) });
    expect(again).toMatchObject({ kind: 'rolled-back' });
    expect([bundle.exports('./page').read(), findLooseEnds(bundle)]).toEqual([1, []]);
    expect(await bundle.edit({ './widget': widget(3) })).toMatchObject({ kind: 'applied', pending: [] });
    expect(bundle.exports('./page').read()).toBe(3);
  });
});

describe('a registered module that nobody imports', () => {
  it('keeps its state while others change and something is refused', async () => {
    let evaluations = 0;
    const lone = esm(['value'], (own) => {
      evaluations += 1;
      own['value'] = evaluations;
    });
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': valueOf(1), './lone': lone });
    startReloader(['./lone', './leaf']);
    await bundle.edit({ './main': importing('./leaf', './lone'), './leaf': valueOf(2) });
    await bundle.edit({ './leaf': valueOf(3) });
    expect([bundle.exports('./lone').value, evaluations]).toEqual([1, 1]);
  });
});
