/** Tests where an update stops: at registered, self-accepted and accepted modules. */

import { AutomaticReloader } from '../../../../runtime/reloader';
import { startBundle } from '../../../support/fake-bundle';
import { esm, importing, readerOf, valueOf } from '../../../support/fake-modules';
import type { FakeFactory } from '../../../support/fake-webpack';
import { captureGraph, findLooseEnds } from '../../../support/invariants';
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

describe('accepted dependencies', () => {
  it('are evaluated by the callback, and keep their exports object', async () => {
    const told: unknown[] = [];
    const bundle = startBundle({
      './main': esm(['read'], (own, require, module) => {
        const routes = require('./routes');
        own['read'] = routes.read;
        module.hot.accept('./routes', (outdated) => told.push(outdated, require('./routes') === routes, routes.read()));
      }),
      './routes': readerOf('./leaf'),
      './leaf': valueOf(1),
    });
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'applied', generation: 1 });
    expect(told).toEqual([['./routes'], true, 2]);
    expect(bundle.exports('./routes').read()).toBe(2);
    expect(bundle.instance('./routes').parents).toEqual(['./main']);
    expect(findLooseEnds(bundle)).toEqual([]);
  });

  it('share one call of a callback that is given for several', async () => {
    const told: unknown[] = [];
    const bundle = startBundle({
      './main': esm([], (_, require, module) => {
        const load = (): unknown => [require('./a'), require('./b')];
        load();
        module.hot.accept(['./a', './b'], (outdated) => told.push(outdated, load()));
      }),
      './a': valueOf(1),
      './b': valueOf(1),
    });
    await bundle.edit({ './a': valueOf(2), './b': valueOf(2) });
    expect(told[0]).toEqual(['./a', './b']);
    expect(told).toHaveLength(2);
  });

  it('roll back when the callback throws before it requires anything', async () => {
    const bundle = startBundle({
      './main': esm([], (_, require, module) => {
        require('./leaf');
        module.hot.accept('./leaf', () => {
          throw new Error('callback');
        });
      }),
      './leaf': valueOf(1),
    });
    const before = captureGraph(bundle);
    expect((await bundle.edit({ './leaf': valueOf(2) })).kind).toBe('rolled-back');
    expect(captureGraph(bundle)).toEqual(before);
    expect(findLooseEnds(bundle)).toEqual([]);
  });

  it('roll back when the callback throws, and go live with the next good build', async () => {
    let fail = true;
    const bundle = startBundle({
      './main': esm(['read'], (own, require, module) => {
        const leaf = require('./leaf');
        own['read'] = () => leaf.value;
        module.hot.accept('./leaf', () => {
          require('./leaf');
          if (fail) throw new Error('callback');
        });
      }),
      './leaf': valueOf(1),
    });
    const outcome = await bundle.edit({ './leaf': valueOf(2) });
    expect(outcome).toMatchObject({ kind: 'rolled-back', error: { message: 'callback' }, pending: ['./leaf'] });
    expect(bundle.exports('./main').read()).toBe(1);
    expect(findLooseEnds(bundle)).toEqual([]);
    fail = false;
    expect((await bundle.edit({ './leaf': valueOf(3) })).kind).toBe('applied');
    expect(bundle.exports('./main').read()).toBe(3);
  });

  it('hold when an error handler takes what the callback threw', async () => {
    const handled: unknown[] = [];
    const bundle = startBundle({
      './main': esm([], (_, require, module) => {
        require('./leaf');
        module.hot.accept(
          './leaf',
          () => {
            require('./leaf');
            throw new Error('callback');
          },
          (error, context) => handled.push((error as Error).message, context),
        );
      }),
      './leaf': valueOf(1),
    });
    expect((await bundle.edit({ './leaf': valueOf(2) })).kind).toBe('applied');
    expect(handled).toEqual(['callback', { moduleId: './main', dependencyId: './leaf' }]);
    expect(bundle.exports('./leaf').value).toBe(2);
  });

  it('are boundaries beside registrations, in one transaction', async () => {
    const bundle = startBundle({
      './main': esm([], (_, require, module) => {
        require('./one');
        require('./two');
        module.hot.accept('./one', () => void require('./one'));
      }),
      './one': readerOf('./shared'),
      './two': readerOf('./shared'),
      './shared': valueOf(1),
    });
    new AutomaticReloader().start();
    startReloader(['./two']);
    expect(await bundle.edit({ './shared': valueOf(2) })).toMatchObject({ kind: 'applied', generation: 1 });
    expect([bundle.exports('./one').read(), bundle.exports('./two').read()]).toEqual([2, 2]);
  });
});
