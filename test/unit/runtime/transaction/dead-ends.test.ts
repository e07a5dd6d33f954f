/** Tests that what gets webpack's own runtime stuck for ever does no harm here: the next good build goes live. */

import { ModuleAttributeAccessor } from '../../../../runtime/accessor-of';
import { ModuleWrapper } from '../../../../runtime/module-wrapper';
import { type FakeBundle, startBundle } from '../../../support/fake-bundle';
import { asyncEsm, esm, importing, readerOf, throwing, valueOf } from '../../../support/fake-modules';
import type { Exports } from '../../../support/fake-webpack';
import { findLooseEnds } from '../../../support/invariants';
import { startReloader } from '../../../support/reloaders';

type Trigger = (bundle: FakeBundle) => Promise<unknown>;

const TRIGGERS: readonly (readonly [string, string, Trigger])[] = [
  ['new code throws at evaluation', 'rolled-back', (bundle) => bundle.edit({ './leaf': throwing('boom') })],
  ['an unaccepted module changed', 'refused', (bundle) => bundle.edit({ './main': importing('./routes') })],
  [
    'a dispose handler throws',
    'applied',
    async (bundle) => {
      await bundle.edit({
        './leaf': esm(['value'], (own, _, module) => {
          own['value'] = 'with handler';
          module.hot.dispose(() => {
            throw new Error('dispose');
          });
        }),
      });
      await bundle.edit({ './leaf': valueOf('without handler') });
    },
  ],
  [
    'top-level await rejects',
    'rolled-back',
    (bundle) => bundle.edit({ './leaf': asyncEsm(['value'], [], async () => Promise.reject(new Error('boom'))) }),
  ],
  [
    'an update file is not there yet',
    'unchanged',
    async (bundle) => {
      bundle.source.failure = { kind: 'unavailable', error: { name: 'HotReloadError', message: 'not there' } };
      await bundle.edit({ './leaf': valueOf('missed') });
      bundle.source.failure = undefined;
    },
  ],
  [
    'no update leads to the newest build for a while',
    'refused',
    async (bundle) => {
      bundle.source.failure = { kind: 'lost', build: 'far' };
      await bundle.edit({ './leaf': valueOf('missed') });
      bundle.source.failure = undefined;
    },
  ],
  [
    'a dispose handler never settles',
    'applied',
    async (bundle) => {
      await bundle.edit({
        './leaf': esm(['value'], (own, _, module) => {
          own['value'] = 'with handler';
          module.hot.dispose(() => new Promise(() => undefined));
        }),
      });
      const editing = bundle.edit({ './leaf': valueOf('without handler') });
      await new Promise(setImmediate);
      bundle.expire();
      await editing;
    },
  ],
];

describe.each(TRIGGERS)('after %s', (_, kind, trigger) => {
  it('the next good build goes live, twice', async () => {
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': readerOf('./leaf'),
      './leaf': valueOf('first'),
    });
    startReloader(['./routes']);
    const { read } = bundle.exports('./routes');
    await trigger(bundle);
    expect(bundle.outcomes.at(-1)?.kind).toBe(kind);
    for (const value of ['fixed', 'edited again']) {
      expect((await bundle.edit({ './leaf': valueOf(value) })).kind).toBe('applied');
      expect(bundle.exports('./routes').read()).toBe(value);
    }
    expect(read).not.toBe(bundle.exports('./routes').read);
    expect(findLooseEnds(bundle)).toEqual([]);
    expect(bundle.instance('./main').hot.status()).toBe('idle');
  });
});

describe('after disposed code has required a module that nobody had', () => {
  it('the edits of that module are not taken for those of an entry', async () => {
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': esm(['read'], (own, require) => (own['read'] = () => require('./lazy').value)),
      './lazy': valueOf(1),
    });
    startReloader(['./routes']);
    const { read } = bundle.exports('./routes');
    await bundle.edit({ './routes': importing() });
    expect(read()).toBe(1);
    expect(await bundle.edit({ './lazy': valueOf(2) })).toMatchObject({ kind: 'applied', pending: [] });
    expect(read()).toBe(2);
  });
});

describe('after a wrapper has evaluated a module that nobody had required', () => {
  it('the edits of that module are not taken for those of an entry', async () => {
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': esm(['read'], (own, require) => (own['read'] = () => require('./lazy').value)),
      './lazy': valueOf(1),
    });
    startReloader(['./routes']);
    const live = ModuleAttributeAccessor.of<Exports>('./routes');
    expect(ModuleWrapper.of<Exports>('./lazy').lockedGet('value')).toBe(1);
    expect(live.read()).toBe(1);
    expect(await bundle.edit({ './lazy': valueOf(2) })).toMatchObject({ kind: 'applied', pending: [] });
    expect(live.read()).toBe(2);
  });
});
