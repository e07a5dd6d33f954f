/** Tests what random stories have brought to light, each in its smallest form. */

import { startBundle } from '../../../support/fake-bundle';
import { commonJs, esm, importing, valueOf } from '../../../support/fake-modules';
import type { FakeFactory } from '../../../support/fake-webpack';
import { turn } from '../../../support/latch';
import { startReloader } from '../../../support/reloaders';

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

describe('a module that exports a value of its own', () => {
  it('is as new as others to an accept handler that takes its time', async () => {
    const seen: unknown[] = [];
    const main = esm([], (_, require, module) => {
      const [leaf, other] = [require('./leaf'), require('./other')];
      module.hot.accept('./leaf', async () => {
        await turn();
        seen.push(leaf.value, other.value);
      });
    });
    const bundle = startBundle({ './main': main, './leaf': valueOf(1), './other': valueOf(1) });
    startReloader(['./other']);
    const assigned: FakeFactory = (module) => {
      module.exports = { value: 2 };
    };
    await bundle.edit({ './leaf': valueOf(2), './other': assigned });
    expect(seen).toEqual([2, 2]);
  });
});
