/** Tests that importers of a CommonJS module, which are not evaluated again, see its new exports. */

import { ModuleAttributeAccessor } from '../../../runtime/accessor-of';
import { startBundle } from '../../support/fake-bundle';
import { commonJs, importing, readerOf } from '../../support/fake-modules';
import type { Exports, FakeFactory } from '../../support/fake-webpack';
import { startReloader } from '../../support/reloaders';

function exporting(values: Readonly<Record<string, unknown>>): FakeFactory {
  return commonJs((exports) => void Object.assign(exports, values));
}

describe('live imports of a CommonJS module', () => {
  it('keep the exports object through every reload', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': exporting({ value: 1, old: 1 }) });
    startReloader(['./leaf']);
    const exports = bundle.exports('./leaf');
    await bundle.edit({ './leaf': exporting({ value: 2, added: 2 }) });
    expect(bundle.exports('./leaf')).toBe(exports);
    expect(exports).toEqual({ value: 2, added: 2 });
    expect(exports['__esModule']).toBe(true);
    expect(bundle.exports('./main').read()).toBe(2);
  });

  it('are the plain object, not what the module itself was given', () => {
    let given: unknown;
    const bundle = startBundle({
      './main': importing('./leaf'),
      './leaf': (module, exports) => {
        given = exports;
        expect(module.exports).toBe(exports);
        exports.value = 1;
      },
    });
    expect(given).not.toBe(bundle.exports('./leaf'));
    expect(given).toEqual(bundle.exports('./leaf'));
  });

  it('see what the module writes to its exports later', async () => {
    const writers: ((value: unknown) => void)[] = [];
    const late = (first: unknown): FakeFactory =>
      commonJs((exports) => {
        exports.value = first;
        writers.push((value) => (exports.value = value));
      });
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': late('early') });
    startReloader(['./leaf']);
    const { read } = bundle.exports('./main');
    writers[0]?.('late');
    expect(read()).toBe('late');
    await bundle.edit({ './leaf': late('early again') });
    expect(read()).toBe('early again');
    writers[1]?.('late again');
    expect(read()).toBe('late again');
  });

  it('see each other in a circle of TypeScript modules', async () => {
    const part = (name: string, other: string): FakeFactory =>
      commonJs((exports, require) => {
        exports['name'] = name;
        const imported = require(other);
        exports.read = () => [name, imported['name']];
      });
    const bundle = startBundle({
      './main': importing('./odd'),
      './odd': part('odd', './even'),
      './even': part('even', './odd'),
    });
    startReloader(['./odd']);
    const odd = bundle.exports('./odd');
    await bundle.edit({ './even': part('new even', './odd') });
    expect(odd.read()).toEqual(['odd', 'new even']);
    expect(bundle.exports('./even').read()).toEqual(['new even', 'odd']);
    await bundle.edit({ './odd': part('new odd', './even') });
    expect(odd.read()).toEqual(['new odd', 'new even']);
    expect(bundle.exports('./even').read()).toEqual(['new even', 'new odd']);
  });
});

describe('a module that assigns module.exports', () => {
  const greeting = (word: string): FakeFactory =>
    commonJs((_exports, _require, module) => (module.exports = Object.assign(() => word, { word })));

  it('is live through its accessor', async () => {
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': greeting('one') });
    startReloader(['./leaf']);
    const live = ModuleAttributeAccessor.of<(() => string) & { word: string }>('./leaf');
    await bundle.edit({ './leaf': greeting('two') });
    expect([live(), live.word, bundle.exports<() => string>('./leaf')()]).toEqual(['two', 'two', 'two']);
  });

  it('serves its named exports to importers when it used to have exports', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': exporting({ value: 1 }) });
    startReloader(['./leaf']);
    await bundle.edit({ './leaf': commonJs((_exports, _require, module) => (module.exports = { value: 2 })) });
    expect(bundle.exports('./main').read()).toBe(2);
    expect(ModuleAttributeAccessor.of<Exports>('./leaf').value).toBe(2);
  });

  it('is replaced whole when it has exports again', async () => {
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': greeting('one') });
    startReloader(['./leaf']);
    const live = ModuleAttributeAccessor.of<Exports>('./leaf');
    await bundle.edit({ './leaf': exporting({ value: 2 }) });
    expect(live.value).toBe(2);
  });
});

describe('a module that freezes its exports', () => {
  it('gets a new object, and is live through its accessor', async () => {
    const frozen = (value: unknown): FakeFactory =>
      commonJs((exports) => {
        exports.value = value;
        Object.freeze(exports);
      });
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': frozen(1) });
    startReloader(['./leaf']);
    const live = ModuleAttributeAccessor.of<Exports>('./leaf');
    const old = bundle.exports('./leaf');
    await bundle.edit({ './leaf': frozen(2) });
    expect([live.value, old.value, bundle.exports('./leaf') === old]).toEqual([2, 1, false]);
  });
});
