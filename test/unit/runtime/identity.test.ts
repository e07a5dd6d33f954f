/** Tests that everything that names a module leads to the same accessor and wrapper. */

import { ModuleAttributeAccessor } from '../../../runtime/accessor-of';
import { ModuleWrapper } from '../../../runtime/module-wrapper';
import { AutomaticReloader } from '../../../runtime/reloader';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { commonJs, importing, valueOf } from '../../support/fake-modules';
import { startReloader } from '../../support/reloaders';

const FORMS: readonly (readonly [string, (bundle: FakeBundle) => object | string])[] = [
  ['its id', () => './leaf'],
  ['its exports', (bundle) => bundle.exports<object>('./leaf')],
  ['its wrapper', () => ModuleWrapper.of('./leaf', { recursive: 'all' })],
  ['its accessor', () => ModuleAttributeAccessor.of('./leaf')],
];

describe.each(FORMS)('a module named by %s', (_, give) => {
  const start = (): FakeBundle => startBundle({ './main': importing('./leaf'), './leaf': valueOf(1) });

  it('has one accessor', () => {
    const bundle = start();
    expect(ModuleAttributeAccessor.of(give(bundle))).toBe(ModuleAttributeAccessor.of('./leaf'));
  });

  it('has one wrapper for each option set', () => {
    const bundle = start();
    expect(ModuleWrapper.of(give(bundle))).toBe(ModuleWrapper.of('./leaf'));
    const frozen = { recursive: 'outdated', trackNewModules: false } as const;
    expect(ModuleWrapper.of(give(bundle), frozen)).toBe(ModuleWrapper.of('./leaf', frozen));
    expect(ModuleWrapper.of(give(bundle), frozen)).not.toBe(ModuleWrapper.of('./leaf'));
  });

  it('can be registered, which gives that accessor, and unregistered', () => {
    const bundle = start();
    const reloader = new AutomaticReloader();
    expect(reloader.canRegister(give(bundle))).toEqual({ ok: true });
    expect(reloader.register(give(bundle) as object)).toBe(ModuleAttributeAccessor.of('./leaf'));
    expect(reloader.canRegister('./leaf').ok).toBe(false);
    reloader.unregister(give(bundle));
    expect(reloader.canRegister('./leaf').ok).toBe(true);
  });

  it('is the same after a reload', async () => {
    const bundle = start();
    startReloader(['./leaf']);
    const before = give(bundle);
    await bundle.edit({ './leaf': valueOf(2) });
    expect(ModuleAttributeAccessor.of(before)).toBe(ModuleAttributeAccessor.of('./leaf'));
    expect(ModuleWrapper.of(give(bundle))).toBe(ModuleWrapper.of('./leaf'));
  });
});

describe('the identity of a module', () => {
  it('fills in the defaults of an option set', () => {
    startBundle({ './main': importing('./leaf'), './leaf': valueOf(1) });
    expect(ModuleWrapper.of('./leaf', { recursive: 'outdated', trackNewModules: true })).toBe(
      ModuleWrapper.of('./leaf'),
    );
  });

  it('is known by the function that it exports, the old one included', async () => {
    const greeting = (word: string) => commonJs((_exports, _require, module) => (module.exports = () => word));
    const bundle = startBundle({ './main': importing('./leaf'), './leaf': greeting('one') });
    startReloader(['./leaf']);
    const old = bundle.exports<() => string>('./leaf');
    const live = ModuleAttributeAccessor.of(old);
    await bundle.edit({ './leaf': greeting('two') });
    expect(ModuleAttributeAccessor.of(bundle.exports<() => string>('./leaf'))).toBe(live);
    expect(ModuleAttributeAccessor.of(old)).toBe(live);
    expect(live()).toBe('two');
  });

  it('tells numbers from strings', () => {
    startBundle({ 7: valueOf(7), seven: valueOf('7') }, { entries: [7, 'seven'] });
    expect(ModuleAttributeAccessor.of<{ value: number }>(7).value).toBe(7);
    expect(ModuleAttributeAccessor.of(7)).not.toBe(ModuleAttributeAccessor.of('seven'));
  });

  it('leaves a re-exported object to the module that made it', () => {
    const bundle = startBundle({
      './main': importing('./again'),
      './again': commonJs((_exports, require, module) => (module.exports = require('./leaf'))),
      './leaf': valueOf(1),
    });
    expect(ModuleWrapper.of(bundle.exports('./again')).id).toBe('./leaf');
  });
});
