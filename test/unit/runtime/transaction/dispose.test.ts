/** Tests the dispose handlers: when they run, what they leave behind, and what happens when they fail. */

import { ModuleAttributeAccessor } from '../../../../runtime/accessor-of';
import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { esm, importing, throwing } from '../../../support/fake-modules';
import type { Exports, FakeFactory } from '../../../support/fake-webpack';
import { createLatch, turn } from '../../../support/latch';
import { findLooseEnds } from '../../../support/invariants';
import { startReloader } from '../../../support/reloaders';

type Dispose = (data: Record<string, unknown>) => unknown;

/** Exports the data that its predecessor left, and leaves data with `dispose`. */
function leaving(value: unknown, dispose: Dispose): FakeFactory {
  return esm(['value', 'data'], (own, _, module) => {
    own['value'] = value;
    own['data'] = module.hot.data;
    module.hot.dispose((data) => dispose(data as Record<string, unknown>));
  });
}

function start(leaf: FakeFactory): FakeBundle {
  const bundle = startBundle({ './main': importing('./leaf'), './leaf': leaf });
  startReloader(['./leaf']);
  return bundle;
}

describe('a dispose handler', () => {
  it('leaves data for the next instance', async () => {
    const bundle = start(leaving(1, (data) => (data['from'] = 1)));
    expect(bundle.exports('./leaf')['data']).toBeUndefined();
    await bundle.edit({ './leaf': leaving(2, (data) => (data['from'] = 2)) });
    expect(bundle.exports('./leaf')['data']).toEqual({ from: 1 });
    await bundle.edit({ './leaf': leaving(3, () => undefined) });
    expect(bundle.exports('./leaf')['data']).toEqual({ from: 2 });
  });

  it('that returns what cannot even be looked at is named, and the update goes on', async () => {
    const unreadable = Object.defineProperty({}, 'then', {
      get: () => {
        throw new Error('then?');
      },
    });
    const bundle = start(leaving(1, () => unreadable));
    expect(await bundle.edit({ './leaf': leaving(2, () => undefined) })).toMatchObject({
      kind: 'applied',
      warnings: [{ message: 'then?', moduleId: './leaf' }],
    });
  });

  it('that returns a promise is waited for, while readers see the old code', async () => {
    const gate = createLatch();
    const bundle = start(leaving(1, () => gate.wait));
    const live = ModuleAttributeAccessor.of<Exports>('./leaf');
    const editing = bundle.edit({ './leaf': leaving(2, () => undefined) });
    await turn();
    expect(live.value).toBe(1);
    gate.open();
    expect((await editing).kind).toBe('applied');
    expect(live.value).toBe(2);
  });

  it.each<[string, Dispose, string]>([
    [
      'throws',
      () => {
        throw new Error('dispose');
      },
      'dispose',
    ],
    ['rejects', async () => Promise.reject(new Error('dispose')), 'dispose'],
  ])('that %s is a warning, and the update is applied', async (_, dispose, message) => {
    const bundle = start(leaving(1, dispose));
    expect(await bundle.edit({ './leaf': leaving(2, () => undefined) })).toMatchObject({
      kind: 'applied',
      warnings: [{ message, moduleId: './leaf' }],
    });
    expect(bundle.exports('./leaf').value).toBe(2);
    expect(bundle.printed.join('\n')).toContain('warn: [hot] warning (in leaf): Error: dispose');
  });

  it('that never settles is a warning after its time, and the update is applied', async () => {
    const bundle = start(leaving(1, () => new Promise(() => undefined)));
    const editing = bundle.edit({ './leaf': leaving(2, () => undefined) });
    await turn();
    bundle.expire();
    expect(await editing).toMatchObject({ kind: 'applied', warnings: [{ code: 'NOT_SETTLED', moduleId: './leaf' }] });
    expect(bundle.exports('./leaf').value).toBe(2);
  });

  it('runs once for each replaced module, dependents first, and not for those that stay', async () => {
    const disposed: string[] = [];
    const disposing = (name: string, ...imports: readonly string[]): FakeFactory =>
      esm([], (_, require, module) => {
        for (const id of imports) require(id);
        module.hot.dispose(() => void disposed.push(name));
      });
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': disposing('routes', './leaf', './state'),
      './leaf': disposing('leaf'),
      './state': disposing('state'),
    });
    startReloader(['./routes']);
    await bundle.edit({ './leaf': disposing('new leaf') });
    expect(disposed).toEqual(['routes', 'leaf']);
  });

  it('that was removed does not run', async () => {
    let runs = 0;
    const handler = (): void => void (runs += 1);
    const bundle = start(
      esm([], (_, __, module) => {
        module.hot.addDisposeHandler(handler);
        module.hot.addDisposeHandler(handler);
        module.hot.removeDisposeHandler(handler);
      }),
    );
    await bundle.edit({ './leaf': importing() });
    expect(runs).toBe(1);
  });
});

describe('where dispose handlers have run and the new code fails', () => {
  it('the old code is evaluated again, with the data that was left', async () => {
    const bundle = start(leaving('old', (data) => (data['kept'] = true)));
    const exports = bundle.exports('./leaf');
    const before = bundle.instance('./leaf');
    expect(await bundle.edit({ './leaf': throwing('boom') })).toMatchObject({
      kind: 'rolled-back',
      pending: ['./leaf'],
    });
    expect(bundle.instance('./leaf')).not.toBe(before);
    expect(bundle.exports('./leaf')).toBe(exports);
    expect([exports.value, exports['data']]).toEqual(['old', { kept: true }]);
    expect(findLooseEnds(bundle)).toEqual([]);
    await bundle.edit({ './leaf': leaving('fixed', () => undefined) });
    expect(exports.value).toBe('fixed');
  });

  it('and the old code fails as well, it is broken, and still takes the next good build', async () => {
    let runs = 0;
    const bundle = start(
      esm(['value'], (own, _, module) => {
        runs += 1;
        if (runs > 1) throw new Error('not twice');
        own['value'] = 'old';
        module.hot.dispose(() => undefined);
      }),
    );
    const outcome = await bundle.edit({ './leaf': throwing('boom') });
    expect(outcome).toMatchObject({
      kind: 'broken',
      error: { message: 'boom' },
      warnings: [{ message: 'not twice', moduleId: './leaf' }],
      pending: ['./leaf'],
    });
    expect(await bundle.edit({ './leaf': leaving('fixed', () => undefined) })).toMatchObject({ kind: 'applied' });
    expect(bundle.exports('./leaf').value).toBe('fixed');
  });
});

describe('where new code fails, what was evaluated in vain', () => {
  /** What happened, in order. */
  const log: string[] = [];
  beforeEach(() => log.splice(0));

  /** A timer, or the like, that somebody else may end; its name can be taken once. */
  const starting = (name: string, dispose: Dispose = () => undefined): FakeFactory =>
    esm(['value'], (own, _, module) => {
      own['value'] = name;
      log.push(`start ${name}`);
      module.hot.dispose((data) => {
        log.push(`end ${name}`);
        return dispose(data as Record<string, unknown>);
      });
    });

  /** Requires the leaf, and fails where that says so. */
  const choosy: FakeFactory = esm(['read'], (own, require) => {
    const leaf = require('./leaf');
    if (leaf.value === 'bad') throw new Error('boom');
    own['read'] = () => leaf.value;
  });

  function startChoosy(leaf: FakeFactory): FakeBundle {
    const bundle = startBundle({ './main': importing('./routes'), './routes': choosy, './leaf': leaf });
    startReloader(['./routes']);
    return bundle;
  }

  it('is disposed of, before the old code is evaluated again', async () => {
    const bundle = startChoosy(starting('old'));
    expect(await bundle.edit({ './leaf': starting('bad') })).toMatchObject({
      kind: 'rolled-back',
      error: { message: 'boom', moduleId: './routes' },
      warnings: [],
    });
    expect(log).toEqual(['start old', 'end old', 'start bad', 'end bad', 'start old']);
    expect(bundle.exports('./routes').read()).toBe('old');
    expect(findLooseEnds(bundle)).toEqual([]);
    await bundle.edit({ './leaf': starting('good') });
    expect(log.slice(5)).toEqual(['end old', 'start good']);
  });

  it('is disposed of where nothing else was', async () => {
    const bundle = startChoosy(esm(['value'], (own) => (own['value'] = 'old')));
    const before = bundle.instance('./leaf');
    await bundle.edit({ './leaf': starting('bad') });
    expect(log).toEqual(['start bad', 'end bad']);
    expect(bundle.instance('./leaf')).toBe(before);
  });

  it('sees what it imports, not what is live', async () => {
    const ending = (value: string): FakeFactory =>
      esm([], (_, require, module) => {
        const leaf = require('./leaf');
        module.hot.dispose(() => void log.push(`${value} ends ${String(leaf.value)}`));
        if (value === 'bad') throw new Error('boom');
      });
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': ending('good'),
      './leaf': esm(['value'], (own) => (own['value'] = 'old')),
    });
    startReloader(['./routes']);
    await bundle.edit({ './routes': ending('bad'), './leaf': esm(['value'], (own) => (own['value'] = 'new')) });
    expect(log).toEqual(['good ends old', 'bad ends new']);
  });

  it('may take its time, while readers see the old code', async () => {
    const gate = createLatch();
    const bundle = startChoosy(starting('old'));
    const live = ModuleAttributeAccessor.of<Exports>('./routes');
    const editing = bundle.edit({ './leaf': starting('bad', () => gate.wait) });
    await turn();
    expect([live.read(), log.at(-1)]).toEqual(['old', 'end bad']);
    gate.open();
    expect((await editing).kind).toBe('rolled-back');
    expect([live.read(), log.at(-1)]).toEqual(['old', 'start old']);
  });

  it('may fail in that, which is a warning, but for code that has not run to its end', async () => {
    const failing: Dispose = () => {
      throw new Error('dispose');
    };
    const bundle = startChoosy(starting('old'));
    expect(await bundle.edit({ './leaf': starting('bad', failing) })).toMatchObject({
      kind: 'rolled-back',
      warnings: [{ message: 'dispose', moduleId: './leaf' }],
    });
    const throwingLate = esm([], (_, __, module) => {
      module.hot.dispose(() => failing({}));
      throw new Error('late');
    });
    expect(await bundle.edit({ './leaf': throwingLate })).toMatchObject({ kind: 'rolled-back', warnings: [] });
  });
});
