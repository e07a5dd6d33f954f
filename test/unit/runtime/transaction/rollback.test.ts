/** Tests that an update whose code throws leaves everything as it was, and that the next good one goes live. */

import { ModuleAttributeAccessor } from '../../../../runtime/accessor-of';
import { AutomaticReloader } from '../../../../runtime/reloader';
import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { commonJs, esm, importing, readerOf, throwing, valueOf } from '../../../support/fake-modules';
import type { Edit } from '../../../support/fake-source';
import type { Exports, FakeFactory } from '../../../support/fake-webpack';
import { captureGraph, findLooseEnds } from '../../../support/invariants';
import { startReloader } from '../../../support/reloaders';

function startApplication(): FakeBundle {
  const bundle = startBundle({
    './main': importing('./routes', './state'),
    './routes': esm(['read'], (own, require) => {
      const [leaf, state] = [require('./leaf'), require('./state')];
      own['read'] = () => [leaf.value, state.value];
    }),
    './leaf': valueOf(1),
    './state': valueOf('kept'),
  });
  startReloader(['./routes']);
  return bundle;
}

/** The new code throws after it has done something: defined exports, required modules old and new. */
const FAILURES: readonly (readonly [string, Edit])[] = [
  ['the changed module throws', { './leaf': throwing('boom') }],
  ['the boundary throws', { './routes': throwing('boom') }],
  [
    'it throws half way, with its exports defined',
    {
      './leaf': esm(['value', 'other'], (own) => {
        own['value'] = 2;
        throw new Error('boom');
      }),
    },
  ],
  [
    'it throws after requiring modules that are new and modules that stay',
    {
      './routes': esm(['read'], (_, require) => {
        require('./added');
        require('./state');
        throw new Error('boom');
      }),
      './added': importing('./state', './leaf'),
    },
  ],
  ['it requires a module that there is not', { './leaf': importing('./nowhere') }],
  [
    'CommonJS throws after writing exports',
    {
      './leaf': commonJs((exports) => {
        exports.value = 2;
        exports['added'] = 2;
        throw new Error('boom');
      }),
    },
  ],
  [
    'it throws what is no error',
    {
      './leaf': esm([], () => {
        throw Object.create(null);
      }),
    },
  ],
];

describe.each(FAILURES)('where %s', (_, edit) => {
  it('exports, cache, parents, children, factories and hash are as before', async () => {
    const bundle = startApplication();
    const before = captureGraph(bundle);
    expect((await bundle.edit(edit)).kind).toBe('rolled-back');
    expect(captureGraph(bundle)).toEqual(before);
    for (const [id, instance] of before.instances) expect(bundle.require.c[id]).toBe(instance);
    for (const [id, exports] of before.exports) expect(bundle.exports(id)).toBe(exports);
    expect(findLooseEnds(bundle)).toEqual([]);
    expect(bundle.exports('./routes').read()).toEqual([1, 'kept']);
  });

  it('the changes stay pending, are tried again with the next build, and go live when they are fixed', async () => {
    const bundle = startApplication();
    const failed = await bundle.edit(edit);
    expect([...failed.pending].sort()).toEqual(Object.keys(edit).sort());
    expect(failed.generation).toBe(0);
    const again = await bundle.edit({ './unrelated': valueOf(1) });
    expect(again).toMatchObject({ kind: 'rolled-back' });
    const routes = esm(['read'], (own, require) => {
      const leaf = require('./leaf');
      own['read'] = () => [leaf.value];
    });
    const fixed = await bundle.edit({ './leaf': valueOf('fixed'), './routes': routes, './added': valueOf(1) });
    expect(fixed).toMatchObject({ kind: 'applied', generation: 1, pending: [] });
    expect(bundle.exports('./routes').read()).toEqual(['fixed']);
    expect(bundle.require.h()).toBe('build-3');
    expect(findLooseEnds(bundle)).toEqual([]);
  });
});

describe('a rolled-back update', () => {
  it('names the error and the module that threw it', async () => {
    const bundle = startApplication();
    expect(await bundle.edit({ './leaf': throwing('boom') })).toMatchObject({
      kind: 'rolled-back',
      error: {
        name: 'Error',
        message: 'boom',
        stack: expect.stringContaining('fake-modules') as string,
        moduleId: './leaf',
      },
      modules: ['./leaf', './routes'],
    });
  });

  it('names the module that threw what is no object, each time', async () => {
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': importing('./leaf', './other'),
      './leaf': valueOf(1),
      './other': valueOf(1),
    });
    startReloader(['./routes']);
    const fail: FakeFactory = () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is what is tested
      throw 'boom';
    };
    for (const id of ['./leaf', './other']) {
      const outcome = await bundle.edit({ './leaf': valueOf(2), './other': valueOf(2), [id]: fail });
      expect(outcome).toMatchObject({ kind: 'rolled-back', error: { message: 'boom', moduleId: id } });
    }
  });

  it('names the module that threw something else than an error', async () => {
    const bundle = startApplication();
    const failing = esm(['value'], () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- libraries do
      throw { status: 500 };
    });
    expect(await bundle.edit({ './leaf': failing })).toMatchObject({
      kind: 'rolled-back',
      error: { moduleId: './leaf' },
    });
  });

  it('is not tried again because its code has started or used a reloader before it threw', async () => {
    let runs = 0;
    const bundle = startApplication();
    const failing = esm(['value'], () => {
      runs += 1;
      startReloader([]);
      throw new Error('boom');
    });
    expect(await bundle.edit({ './leaf': failing })).toMatchObject({ kind: 'rolled-back' });
    for (let time = 0; time < 5; time++) await new Promise(setImmediate);
    expect(runs).toBe(1);
    expect(await bundle.edit({ './leaf': valueOf('fixed') })).toMatchObject({ kind: 'applied' });
  });

  it('is not tried again without a new build', async () => {
    let runs = 0;
    const bundle = startApplication();
    const failing = esm(['value'], () => {
      runs += 1;
      throw new Error('boom');
    });
    await bundle.edit({ './leaf': failing });
    await bundle.ring();
    await bundle.ring();
    expect(runs).toBe(1);
  });

  it('says nothing when the edit is taken back', async () => {
    const good = valueOf(1);
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': good });
    startReloader(['./leaf']);
    expect((await bundle.edit({ './leaf': throwing('boom') })).pending).toEqual(['./leaf']);
    expect(await bundle.edit({ './leaf': good })).toMatchObject({ kind: 'unchanged', pending: [] });
    expect(bundle.require.h()).toBe('build-2');
  });

  it('brings back registrations that the outdated modules had made, and ends those of the failed code', async () => {
    const registering = (message?: string) =>
      esm([], (_, require) => {
        const reloader = new AutomaticReloader();
        reloader.register(require('./child'));
        reloader.start();
        if (message !== undefined) throw new Error(message);
      });
    const original = registering();
    const bundle = startBundle({ './main': importing('./parent'), './parent': original, './child': valueOf(1) });
    startReloader(['./parent']);
    expect((await bundle.edit({ './parent': registering('boom') })).kind).toBe('rolled-back');
    await bundle.edit({ './parent': original });
    expect(await bundle.edit({ './child': valueOf(2) })).toMatchObject({ kind: 'applied', boundaries: ['./child'] });
    expect((await bundle.edit({ './parent': registering() })).kind).toBe('applied');
    expect(await bundle.edit({ './child': valueOf(3) })).toMatchObject({ kind: 'applied', boundaries: ['./child'] });
    expect(bundle.exports('./child').value).toBe(3);
  });

  it('serves readers throughout, one good build after the other', async () => {
    const bundle = startApplication();
    const live = ModuleAttributeAccessor.of<Exports>('./routes');
    for (const value of [2, 3, 4]) {
      await bundle.edit({ './leaf': throwing('boom') });
      expect(live.read()).toEqual([value - 1, 'kept']);
      await bundle.edit({ './leaf': valueOf(value) });
      expect(live.read()).toEqual([value, 'kept']);
    }
  });
});

describe('a dependency that is a boundary of its own', () => {
  it('comes back as well when a boundary above it fails in the same transaction', async () => {
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': readerOf('./leaf'),
      './leaf': valueOf(1),
    });
    startReloader(['./routes', './leaf']);
    const outcome = await bundle.edit({ './leaf': valueOf(2), './routes': throwing('boom') });
    expect(outcome).toMatchObject({ kind: 'rolled-back', pending: ['./leaf', './routes'] });
    expect(bundle.exports('./routes').read()).toBe(1);
    expect(bundle.exports('./leaf').value).toBe(1);
  });
});

describe('a build whose runtime modules throw', () => {
  const failing = {
    configurable: true,
    get: () => () => 'build-0',
    set: () => {
      throw new Error('no helper');
    },
  };

  it.each<[string, Edit]>([
    ['with code', { './leaf': valueOf(2) }],
    ['with nothing else', {}],
  ])('is undone %s, and taken with the next one', async (_, edit) => {
    const bundle = startApplication();
    Object.defineProperty(bundle.require, 'h', failing);
    expect(await bundle.edit(edit)).toMatchObject({ kind: 'rolled-back', error: { message: 'no helper' } });
    expect(bundle.exports('./routes').read()).toEqual([1, 'kept']);
    Object.defineProperty(bundle.require, 'h', { configurable: true, writable: true, value: () => 'build-0' });
    expect(await bundle.edit({ './leaf': valueOf(3) })).toMatchObject({ kind: 'applied', pending: [] });
    expect(bundle.exports('./routes').read()).toEqual([3, 'kept']);
    expect([captureGraph(bundle).hash, findLooseEnds(bundle)]).toEqual(['build-2', []]);
  });
});
