/** Tests the management functions of module.hot: check, apply, status and invalidate. */

import type { Status } from '../../../runtime/hot-status';
import type { ReloadMode } from '../../../runtime/protocol/bootstrap-options';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import type { FakeHot } from '../../support/fake-hot';
import { esm, importing, readerOf, throwing, valueOf } from '../../support/fake-modules';
import type { FakeFactory } from '../../support/fake-webpack';
import { holdModules, startReloader } from '../../support/reloaders';

/** main → routes → leaf, routes registered. */
function startRoutes(leaf: FakeFactory = valueOf(1), mode: ReloadMode = 'automatic'): FakeBundle {
  const bundle = startBundle(
    { './main': importing('./routes'), './routes': readerOf('./leaf'), './leaf': leaf },
    { mode },
  );
  startReloader(['./routes']);
  return bundle;
}

function startManual(): { readonly bundle: FakeBundle; readonly hot: FakeHot } {
  const bundle = startRoutes(valueOf(1), 'manual');
  return { bundle, hot: bundle.instance('./main').hot };
}

function record(hot: FakeHot): Status[] {
  const statuses: Status[] = [];
  hot.addStatusHandler((status) => statuses.push(status));
  return statuses;
}

describe('module.hot.check and apply', () => {
  it('look for newer code first, and apply it then', async () => {
    const { bundle, hot } = startManual();
    const statuses = record(hot);
    expect(await hot.check()).toBeNull();
    bundle.publish({ './leaf': valueOf(2) });
    expect(await hot.check()).toEqual(['./leaf']);
    expect(hot.status()).toBe('ready');
    expect(bundle.exports('./routes').read()).toBe(1);
    expect(await hot.apply()).toEqual(['./leaf', './routes']);
    expect(bundle.exports('./routes').read()).toBe(2);
    expect(statuses).toEqual(['check', 'idle', 'check', 'prepare', 'ready', 'dispose', 'apply', 'idle']);
  });

  it('do both at once', async () => {
    const { bundle, hot } = startManual();
    bundle.publish({ './leaf': valueOf(2) });
    expect(await hot.check(true)).toEqual(['./leaf', './routes']);
    expect(bundle.exports('./routes').read()).toBe(2);
  });

  it('are refused out of turn', async () => {
    const { bundle, hot } = startManual();
    await expect(hot.apply()).rejects.toThrow('apply() is only allowed in ready status (state: idle)');
    bundle.publish({ './leaf': valueOf(2) });
    await hot.check();
    expect(() => hot.check()).toThrow('check() is only allowed in idle status');
  });

  it('do all or nothing, and reject with the words of webpack', async () => {
    const { bundle, hot } = startManual();
    bundle.publish({ './leaf': valueOf(2), './main': importing('./routes') });
    await expect(hot.check(true)).rejects.toThrow('Aborted because ./main is not accepted\nUpdate propagation: ./main');
    expect(bundle.exports('./routes').read()).toBe(1);
  });

  it('leave out what they are told to ignore', async () => {
    const { bundle, hot } = startManual();
    bundle.publish({ './leaf': valueOf(2), './main': importing('./routes') });
    const unaccepted: unknown[] = [];
    const options = {
      ignoreUnaccepted: true,
      onUnaccepted: ({ moduleId }: { moduleId: unknown }) => unaccepted.push(moduleId),
    };
    expect(await hot.check(options)).toEqual(['./leaf', './routes']);
    expect(unaccepted).toEqual(['./main']);
    expect(bundle.exports('./routes').read()).toBe(2);
  });

  it('reject with what the new code threw, and are idle again for the next build', async () => {
    const { bundle, hot } = startManual();
    bundle.publish({ './leaf': throwing('boom') });
    await expect(hot.check(true)).rejects.toThrow('boom');
    expect(hot.status()).toBe('fail');
    await new Promise(setImmediate);
    expect(hot.status()).toBe('idle');
    bundle.publish({ './leaf': valueOf(2) });
    await hot.check(true);
    expect(bundle.exports('./routes').read()).toBe(2);
  });

  it('wait for status handlers that are busy', async () => {
    const { bundle, hot } = startManual();
    const order: string[] = [];
    hot.addStatusHandler(async (status) => {
      await new Promise(setImmediate);
      order.push(status);
    });
    bundle.publish({ './leaf': valueOf(2) });
    await hot.check();
    order.push('checked');
    expect(order).toEqual(['check', 'prepare', 'ready', 'checked']);
  });

  it('tell a status handler nothing after it was removed', async () => {
    const { hot } = startManual();
    const statuses: Status[] = [];
    const handler = (status: Status): void => void statuses.push(status);
    hot.status(handler);
    hot.removeStatusHandler(handler);
    hot.removeStatusHandler(handler);
    await hot.check();
    expect(statuses).toEqual([]);
  });
});

describe('module.hot.invalidate', () => {
  /** Accepts itself, and invalidates itself where the data of its predecessor says that it cannot. */
  const invalidating = (value: string): FakeFactory =>
    esm(['value'], (own, _, module) => {
      own['value'] = value;
      module.hot.accept();
      module.hot.dispose((data) => Object.assign(data, { value }));
      if (module.hot.data !== undefined && module.hot.data['value'] !== value) module.hot.invalidate();
    });

  it('during an update lets the importers be updated in the same one', async () => {
    const bundle = startRoutes(invalidating('one'));
    const before = bundle.instance('./routes');
    const outcome = await bundle.edit({ './leaf': invalidating('two') });
    expect(outcome).toMatchObject({ kind: 'applied', pending: [] });
    expect(outcome.kind === 'applied' && [...outcome.modules].sort()).toEqual(['./leaf', './routes']);
    expect(bundle.instance('./routes')).not.toBe(before);
    expect(bundle.exports('./routes').read()).toBe('two');
  });

  it('at any other time reloads by itself', async () => {
    const bundle = startRoutes();
    const before = bundle.instance('./leaf');
    bundle.instance('./leaf').hot.invalidate();
    await bundle.ring();
    expect(bundle.instance('./leaf')).not.toBe(before);
    expect(bundle.outcomes.at(-1)).toMatchObject({ kind: 'applied', boundaries: ['./routes'] });
    expect(bundle.instance('./main').hot.status()).toBe('idle');
  });

  it('that is refused is over: later edits of the module go live', async () => {
    const accepting = (value: string): FakeFactory =>
      esm(['value'], (own, _, module) => {
        own['value'] = value;
        module.hot.accept();
      });
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': accepting('one') });
    startReloader([]);
    bundle.instance('./leaf').hot.invalidate();
    await bundle.ring();
    expect(bundle.outcomes.at(-1)).toMatchObject({ kind: 'refused', refused: [{ modules: ['./leaf', './main'] }] });
    expect(await bundle.edit({ './leaf': accepting('two') })).toMatchObject({ kind: 'applied', pending: [] });
    expect(bundle.exports('./leaf').value).toBe('two');
  });

  it('of code that throws then is undone with it', async () => {
    let runs = 0;
    const bundle = startRoutes();
    const failing = esm(['value'], (_, __, module) => {
      runs += 1;
      module.hot.invalidate();
      throw new Error('boom');
    });
    expect(await bundle.edit({ './leaf': failing })).toMatchObject({ kind: 'rolled-back' });
    await bundle.ring();
    expect(runs).toBe(1);
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'applied' });
    expect(bundle.exports('./routes').read()).toBe(2);
  });

  it('of an instance that is gone asks for nothing', async () => {
    const bundle = startRoutes();
    const gone = bundle.instance('./leaf');
    await bundle.edit({ './leaf': valueOf(2) });
    const current = bundle.instance('./leaf');
    gone.hot.invalidate();
    await bundle.ring();
    expect(bundle.instance('./leaf')).toBe(current);
    expect(bundle.outcomes).toHaveLength(1);
  });

  it('waits for apply() under the manual mode', async () => {
    const { bundle, hot } = startManual();
    const before = bundle.instance('./leaf');
    before.hot.invalidate();
    await bundle.ring();
    expect(bundle.instance('./leaf')).toBe(before);
    expect(hot.status()).toBe('ready');
    expect(await hot.apply()).toEqual(['./leaf', './routes']);
    expect(hot.status()).toBe('idle');
  });
});

describe('the status', () => {
  it.each<[string, (bundle: FakeBundle) => Promise<unknown>, readonly Status[]]>([
    ['an applied update', (bundle) => bundle.edit({ './leaf': valueOf(2) }), ['dispose', 'apply', 'idle']],
    ['a failed one', (bundle) => bundle.edit({ './leaf': throwing('boom') }), ['dispose', 'apply', 'fail', 'idle']],
    ['a refused one', (bundle) => bundle.edit({ './main': importing() }), ['abort', 'idle']],
    ['a ring without a build', (bundle) => bundle.ring(), []],
  ])('follows %s, and ends idle', async (_, act, expected) => {
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': valueOf(1) });
    startReloader(['./leaf']);
    const statuses = record(bundle.instance('./main').hot);
    await act(bundle);
    await new Promise(setImmediate);
    expect(statuses).toEqual(expected);
  });

  it('of what is held back is idle', async () => {
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': valueOf(1) });
    holdModules(['./leaf']);
    await bundle.edit({ './leaf': valueOf(2) });
    expect(bundle.instance('./main').hot.status()).toBe('idle');
  });
});
