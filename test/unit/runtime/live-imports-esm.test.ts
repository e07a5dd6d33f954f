/** Tests that importers of an ES module, which are not evaluated again, see its new exports. */

import { startBundle } from '../../support/fake-bundle';
import { esm, importing, readerOf, valueOf } from '../../support/fake-modules';
import type { FakeFactory } from '../../support/fake-webpack';
import { startReloader } from '../../support/reloaders';

function exporting(values: Readonly<Record<string, unknown>>): FakeFactory {
  return esm(Object.keys(values), (own) => void Object.assign(own, values));
}

/** Exports in the list form that newer builds of webpack emit, one of them a value. */
function listing(value: unknown): FakeFactory {
  return (_module, exports, require) => {
    require.r(exports);
    require.d(exports, ['value', () => value, 'constant', 0, value]);
  };
}

describe('live imports of an ES module', () => {
  it('keep the exports object through every reload', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': valueOf(1) });
    startReloader(['./leaf']);
    const [namespace, { read }] = [bundle.exports('./leaf'), bundle.exports('./main')];
    for (const value of [2, 3, 4]) {
      await bundle.edit({ './leaf': valueOf(value) });
      expect(bundle.exports('./leaf')).toBe(namespace);
      expect([namespace.value, read()]).toEqual([value, value]);
    }
  });

  it('keep looking like a namespace', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': valueOf(1) });
    startReloader(['./leaf']);
    await bundle.edit({ './leaf': valueOf(2) });
    const namespace = bundle.exports('./leaf');
    expect(Object.prototype.toString.call(namespace)).toBe('[object Module]');
    expect(namespace['__esModule']).toBe(true);
    expect(Object.keys(namespace)).toEqual(['value']);
  });

  it('gain and lose exports, each in the order of the new code', async () => {
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': exporting({ one: 1, two: 2 }) });
    startReloader(['./leaf']);
    const namespace = bundle.exports('./leaf');
    await bundle.edit({ './leaf': exporting({ three: 3, two: 22 }) });
    expect(Object.entries(namespace)).toEqual([
      ['three', 3],
      ['two', 22],
    ]);
    expect('one' in namespace).toBe(false);
  });

  it('follow an export that changes after the evaluation', async () => {
    const counting = (step: number): FakeFactory =>
      esm(['value', 'read'], (own) => {
        own['value'] = 0;
        own['read'] = () => (own['value'] = (own['value'] as number) + step);
      });
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': counting(1) });
    startReloader(['./leaf']);
    const namespace = bundle.exports('./leaf');
    namespace.read();
    expect(namespace.value).toBe(1);
    await bundle.edit({ './leaf': counting(10) });
    namespace.read();
    expect(namespace.value).toBe(10);
  });

  it('work with the list form of the export helper', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': listing(1) });
    startReloader(['./leaf']);
    const namespace = bundle.exports('./leaf');
    expect([namespace.value, namespace['constant']]).toEqual([1, 1]);
    await bundle.edit({ './leaf': listing(2) });
    expect([bundle.exports('./main').read(), namespace.value, namespace['constant']]).toEqual([2, 2, 2]);
  });

  it('keep the first of two definitions of a name, as the helper of webpack does', () => {
    const bundle = startBundle({
      './main': (_module, exports, require) => {
        require.d(exports, { value: () => 'first' });
        require.d(exports, { value: () => 'second' });
      },
    });
    expect(bundle.exports('./main').value).toBe('first');
  });

  it('still cannot be assigned by importers', () => {
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': valueOf(1) });
    const namespace = bundle.exports('./leaf');
    expect(() => (namespace.value = 2)).toThrow(TypeError);
    expect(namespace.value).toBe(1);
  });

  it('of circular importers see the new code, inside and outside of the circle', async () => {
    const odd = (name: string): FakeFactory =>
      esm(['read', 'name'], (own, require) => {
        const even = require('./even');
        own['name'] = name;
        own['read'] = () => [name, even['name']];
      });
    const even = (name: string): FakeFactory =>
      esm(['read', 'name'], (own, require) => {
        const imported = require('./odd');
        own['name'] = name;
        own['read'] = () => [name, imported['name']];
      });
    const bundle = startBundle({ './main': importing('./odd'), './odd': odd('odd'), './even': even('even') });
    startReloader(['./odd']);
    const [first, second] = [bundle.exports('./odd'), bundle.exports('./even')];
    expect((await bundle.edit({ './odd': odd('new odd') })).kind).toBe('applied');
    expect(first.read()).toEqual(['new odd', 'even']);
    expect(bundle.exports('./even').read()).toEqual(['even', 'new odd']);
    expect((await bundle.edit({ './even': even('new even') })).kind).toBe('applied');
    expect(first.read()).toEqual(['new odd', 'new even']);
    expect(bundle.exports('./even').read()).toEqual(['new even', 'new odd']);
    expect(second['name']).toBe('even');
  });

  it('give a circular importer the object that stays, while the module is still being evaluated', async () => {
    const held: unknown[] = [];
    const bundle = startBundle({
      './main': importing('./odd'),
      './odd': esm(['value'], (own, require) => {
        require('./even');
        own['value'] = 1;
      }),
      './even': esm([], (_, require) => void held.push(require('./odd'))),
    });
    expect(held).toEqual([bundle.exports('./odd')]);
    expect(held[0]).toBe(bundle.exports('./odd'));
  });

  it('pass through a module that re-exports', async () => {
    const reexporting = esm(['value'], (own, require) => {
      const imported = require('./leaf');
      Object.defineProperty(own, 'value', { get: () => imported.value });
    });
    const bundle = startBundle({ './main': readerOf('./index'), './index': reexporting, './leaf': valueOf(1) });
    startReloader(['./leaf']);
    await bundle.edit({ './leaf': valueOf(2) });
    expect(bundle.exports('./main').read()).toBe(2);
  });

  it('follow a module that was ESM and becomes CommonJS, and back', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': valueOf(1) });
    startReloader(['./leaf']);
    const namespace = bundle.exports('./leaf');
    await bundle.edit({ './leaf': (_module, exports) => (exports.value = 2) });
    expect([bundle.exports('./main').read(), '__esModule' in namespace]).toEqual([2, false]);
    await bundle.edit({ './leaf': valueOf(3) });
    expect([bundle.exports('./main').read(), '__esModule' in namespace]).toEqual([3, true]);
  });
});
