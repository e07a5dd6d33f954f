/** Tests modules that accept a dependency: their callbacks, and what happens when those fail. */

import { startBundle } from '../../../support/fake-bundle';
import { esm, readerOf, throwing, valueOf } from '../../../support/fake-modules';
import { captureGraph, findLooseEnds } from '../../../support/invariants';
import { startReloader } from '../../../support/reloaders';

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
    const boundaries = ['./routes'];
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'applied', generation: 1, boundaries });
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

  it('hold with a warning when an error handler takes what the new code threw', async () => {
    const handled: unknown[] = [];
    const bundle = startBundle({
      './main': esm([], (_, require, module) => {
        require('./leaf');
        module.hot.accept('./leaf', undefined, (error) => handled.push((error as Error).message));
      }),
      './leaf': valueOf(1),
    });
    expect(await bundle.edit({ './leaf': throwing('boom') })).toMatchObject({
      kind: 'applied',
      warnings: [{ code: 'ERROR_TAKEN', moduleId: './leaf' }],
    });
    expect(handled).toEqual(['boom']);
    expect(await bundle.edit({ './leaf': valueOf(2) })).toMatchObject({ kind: 'applied', warnings: [] });
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
    startReloader(['./two']);
    expect(await bundle.edit({ './shared': valueOf(2) })).toMatchObject({ kind: 'applied', generation: 1 });
    expect([bundle.exports('./one').read(), bundle.exports('./two').read()]).toEqual([2, 2]);
  });
});
