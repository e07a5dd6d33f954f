/** Tests where an update stops: at registered modules and at those that accept themselves. */

import { startBundle } from '../../../support/fake-bundle';
import { esm, importing, readerOf, valueOf } from '../../../support/fake-modules';
import type { FakeFactory } from '../../../support/fake-webpack';
import { findLooseEnds } from '../../../support/invariants';
import { startReloader } from '../../../support/reloaders';

/** Reads a leaf, and counts how often it was evaluated. */
function counting(runs: string[], name: string, from: string): FakeFactory {
  return esm(['read'], (own, require) => {
    const imported = require(from);
    runs.push(name);
    own['read'] = () => imported.value;
  });
}

describe('registered modules', () => {
  it('that share a dependency move in one generation, and the dependency is evaluated once', async () => {
    const runs: string[] = [];
    const shared = (value: unknown): FakeFactory =>
      esm(['value'], (own) => {
        runs.push('shared');
        own['value'] = value;
      });
    const bundle = startBundle({
      './main': importing('./one', './two'),
      './one': counting(runs, 'one', './shared'),
      './two': counting(runs, 'two', './shared'),
      './shared': shared(1),
    });
    startReloader(['./one', './two']);
    runs.length = 0;
    const outcome = await bundle.edit({ './shared': shared(2) });
    expect(outcome).toMatchObject({ kind: 'applied', generation: 1, boundaries: ['./one', './two'] });
    expect(runs).toEqual(['shared', 'one', 'two']);
    expect([bundle.exports('./one').read(), bundle.exports('./two').read()]).toEqual([2, 2]);
    expect(findLooseEnds(bundle)).toEqual([]);
  });

  it('keep what is below them and did not change', async () => {
    const runs: string[] = [];
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': importing('./state', './leaf'),
      './state': counting(runs, 'state', './leaf'),
      './leaf': valueOf(1),
      './other': valueOf(1),
    });
    startReloader(['./routes']);
    await bundle.edit({ './routes': importing('./state', './leaf', './other') });
    expect(runs).toEqual(['state']);
    expect(bundle.instance('./state').parents).toEqual(['./routes']);
  });

  it('stop an update for the importers above, which are not evaluated again', async () => {
    const runs: string[] = [];
    const bundle = startBundle({
      './main': counting(runs, 'main', './routes'),
      './routes': counting(runs, 'routes', './leaf'),
      './leaf': valueOf(1),
    });
    startReloader(['./routes']);
    await bundle.edit({ './leaf': valueOf(2) });
    expect(runs).toEqual(['routes', 'main', 'routes']);
    expect(bundle.instance('./routes').parents).toEqual(['./main']);
  });

  it('may be entries', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': valueOf(1) });
    startReloader(['./main']);
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'applied', boundaries: ['./main'] });
    expect(bundle.exports('./main').read()).toBe(2);
    expect(await bundle.edit({ './leaf': valueOf(3) })).toMatchObject({ kind: 'applied' });
  });
});

describe('self-accepted modules', () => {
  const accepting = (value: unknown): FakeFactory =>
    esm(['value'], (own, _, module) => {
      own['value'] = value;
      module.hot.accept();
    });

  it('are boundaries without being registered, and keep their exports object', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': accepting(1) });
    const exports = bundle.exports('./leaf');
    expect(await bundle.edit({ './leaf': accepting(2) })).toMatchObject({ kind: 'applied', boundaries: ['./leaf'] });
    expect(bundle.exports('./leaf')).toBe(exports);
    expect(bundle.exports('./main').read()).toBe(2);
    expect(findLooseEnds(bundle)).toEqual([]);
  });

  it('beat declining oneself', async () => {
    const both = (value: unknown): FakeFactory =>
      esm(['value'], (own, _, module) => {
        own['value'] = value;
        module.hot.decline();
        module.hot.accept();
      });
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': both(1) });
    expect((await bundle.edit({ './leaf': both(2) })).kind).toBe('applied');
  });

  it('that do not accept themselves any longer are boundaries no longer', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': accepting(1) });
    expect((await bundle.edit({ './leaf': valueOf(2) })).kind).toBe('applied');
    expect((await bundle.edit({ './leaf': valueOf(3) })).kind).toBe('refused');
    expect(bundle.exports('./main').read()).toBe(2);
  });
});
