/** Tests that what TypeScript re-exports in CommonJS is live, though the module that does so is not evaluated again. */

import { ModuleWrapper } from '../../../runtime/module-wrapper';
import { startBundle } from '../../support/fake-bundle';
import { asyncEsm, commonJs, createBinding, importing, readerOf, throwing, valueOf } from '../../support/fake-modules';
import type { Exports, FakeFactory } from '../../support/fake-webpack';
import { startReloader } from '../../support/reloaders';

function exporting(values: Readonly<Record<string, unknown>>): FakeFactory {
  return commonJs((exports) => void Object.assign(exports, values));
}

/** `export { value } from './from'`, as TypeScript writes it. */
function reexporting(from: string): FakeFactory {
  return commonJs((exports, require) => {
    const imported = require(from);
    Object.defineProperty(exports, 'value', { enumerable: true, get: () => imported.value });
  });
}

/** `export * from './from'`, as TypeScript writes it. */
function exportingStar(from: string): FakeFactory {
  return commonJs((exports, require) => {
    const imported = require(from);
    for (const name of Object.keys(imported)) createBinding(exports, imported, name);
  });
}

describe('live imports of a module that re-exports', () => {
  it('follow Object.defineProperty with descriptors that cannot be configured', async () => {
    const bundle = startBundle({
      './main': readerOf('./index'),
      './index': reexporting('./leaf'),
      './leaf': exporting({ value: 1 }),
      './other': valueOf('other'),
    });
    startReloader(['./index']);
    const exports = bundle.exports('./index');
    await bundle.edit({ './leaf': exporting({ value: 2 }) });
    expect(bundle.exports('./main').read()).toBe(2);
    await bundle.edit({ './index': reexporting('./other') });
    expect([bundle.exports('./main').read(), bundle.exports('./index')]).toEqual(['other', exports]);
    expect(bundle.exports('./index')).toBe(exports);
  });

  it('pass through `export *` of a module that is reloaded below it', async () => {
    const bundle = startBundle({
      './main': readerOf('./index'),
      './index': exportingStar('./leaf'),
      './leaf': exporting({ value: 1 }),
    });
    startReloader(['./leaf']);
    await bundle.edit({ './leaf': exporting({ value: 2 }) });
    expect(bundle.exports('./main').read()).toBe(2);
  });

  it('pass through two levels of re-export', async () => {
    const bundle = startBundle({
      './main': readerOf('./index'),
      './index': exportingStar('./part'),
      './part': reexporting('./leaf'),
      './leaf': exporting({ value: 1 }),
      './other': exporting({ value: 'other' }),
    });
    startReloader(['./part']);
    await bundle.edit({ './leaf': exporting({ value: 2 }) });
    expect(bundle.exports('./main').read()).toBe(2);
    await bundle.edit({ './part': reexporting('./other') });
    expect(bundle.exports('./main').read()).toBe('other');
  });

  it('pass through `export *` of an ES module', async () => {
    const bundle = startBundle({
      './main': readerOf('./index'),
      './index': exportingStar('./leaf'),
      './leaf': valueOf(1),
    });
    startReloader(['./leaf']);
    const { read } = bundle.exports('./main');
    await bundle.edit({ './leaf': valueOf(2) });
    expect(read()).toBe(2);
    await bundle.edit({ './leaf': throwing('boom') });
    expect(read()).toBe(2);
    await bundle.edit({ './leaf': exporting({ value: 3 }) });
    expect(read()).toBe(3);
    await bundle.edit({ './leaf': valueOf(4) });
    expect(read()).toBe(4);
    await bundle.edit({ './leaf': importing() });
    expect(read()).toBeUndefined();
  });

  it('pass through `export *` that was evaluated together with what it re-exports', async () => {
    const bundle = startBundle({
      './main': readerOf('./index'),
      './index': exportingStar('./leaf'),
      './leaf': valueOf(1),
    });
    startReloader(['./index', './leaf']);
    const { read } = bundle.exports('./main');
    await bundle.edit({ './index': exportingStar('./leaf'), './leaf': valueOf(2) });
    expect(read()).toBe(2);
    await bundle.edit({ './leaf': valueOf(3) });
    expect(read()).toBe(3);
  });

  it('see what was set in place of a re-exported getter', () => {
    const bundle = startBundle({
      './main': readerOf('./index'),
      './index': exportingStar('./leaf'),
      './leaf': valueOf(1),
    });
    ModuleWrapper.of<Exports>('./leaf').lockedSet('value', 'set');
    expect(bundle.exports('./main').read()).toBe('set');
  });

  it('pass through `export *` that was staged together with what it re-exports', async () => {
    const slow = (value: unknown): FakeFactory =>
      asyncEsm(['value'], [], async (own) => {
        await Promise.resolve();
        own['value'] = value;
      });
    const bundle = startBundle({
      './main': readerOf('./index'),
      './index': exportingStar('./leaf'),
      './leaf': valueOf(1),
      './slow': slow(1),
    });
    bundle.require('./slow');
    startReloader(['./index', './leaf', './slow']);
    const { read } = bundle.exports('./main');
    const edit = { './index': exportingStar('./leaf'), './leaf': valueOf(2), './slow': slow(2) };
    expect((await bundle.edit(edit)).kind).toBe('applied');
    expect(read()).toBe(2);
    expect((await bundle.edit({ './leaf': valueOf(3) })).kind).toBe('applied');
    expect(read()).toBe(3);
  });
});
