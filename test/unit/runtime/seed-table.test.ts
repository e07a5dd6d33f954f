/** Tests each row of the table "coming from module_hot_reload", the details being in the files beside this one. */

import { ModuleAttributeAccessor } from '../../../runtime/accessor-of';
import { ModuleWrapper } from '../../../runtime/module-wrapper';
import { AutomaticReloader, ManualReloader } from '../../../runtime/reloader';
import { type FakeBundle, startBundle } from '../../support/fake-bundle';
import { esm, importing, readerOf, throwing, valueOf } from '../../support/fake-modules';
import type { Exports } from '../../support/fake-webpack';
import { startReloader } from '../../support/reloaders';

/** An application with one registered module: routes, which reads a leaf. */
function startApplication(): FakeBundle {
  return startBundle({ './main': importing('./routes'), './routes': readerOf('./leaf'), './leaf': valueOf(1) });
}

describe('coming from module_hot_reload', () => {
  it('…AutomaticReloader: applies a build as soon as it is published', async () => {
    const bundle = startApplication();
    const reloader = new AutomaticReloader();
    const live = reloader.register(bundle.exports('./routes'));
    reloader.start();
    expect((await bundle.edit({ './leaf': valueOf(2) })).kind).toBe('applied');
    expect(live.read()).toBe(2);
    expect(bundle.exports('./routes').read()).toBe(2);
  });

  it('…ManualReloader: applies what was published when it is told to', async () => {
    const bundle = startApplication();
    const reloader = new ManualReloader();
    const live = reloader.register(bundle.exports('./routes'));
    const waiting = await bundle.edit({ './leaf': valueOf(2) });
    expect(waiting).toMatchObject({ kind: 'unchanged', pending: ['./leaf'] });
    expect(live.read()).toBe(1);
    expect(await reloader.reload()).toMatchObject({ kind: 'applied', pending: [] });
    expect(live.read()).toBe(2);
  });

  it.each([
    ['AllModulesRecursive…', 'all', './p/routes', ['./p/deep/leaf', './p/index.ts', './p/other', './p/routes']],
    ['DirModulesRecursive… of a file', 'directory', './p/routes', ['./p/routes']],
    [
      'DirModulesRecursive… of a package',
      'directory',
      './p/index.ts',
      ['./p/deep/leaf', './p/index.ts', './p/other', './p/routes'],
    ],
    ['neither', 'outdated', './p/routes', ['./p/deep/leaf', './p/routes']],
  ] as const)('%s: recursive %s of %s includes its modules', (_, recursive, id, included) => {
    startBundle({
      './main': importing('./p/index.ts', './p/other'),
      './p/index.ts': importing('./p/routes'),
      './p/routes': readerOf('./p/deep/leaf'),
      './p/deep/leaf': valueOf(1),
      './p/other': valueOf(1),
    });
    expect([...ModuleWrapper.of(id, { recursive }).includedModules()].sort()).toEqual(included);
  });

  it.each([
    ['NewModuleAware…', true, ['./routes', './added']],
    ['NewModuleUnaware…', false, ['./routes', './leaf']],
  ] as const)('%s: trackNewModules %s', async (_, trackNewModules, included) => {
    const bundle = startApplication();
    const reloader = new AutomaticReloader({ trackNewModules });
    reloader.register('./routes');
    reloader.start();
    await bundle.edit({ './routes': readerOf('./added'), './added': valueOf(2) });
    expect(ModuleWrapper.of('./routes', { trackNewModules }).includedModules()).toEqual(included);
  });

  it('register, unregister, can_register', async () => {
    const bundle = startApplication();
    const reloader = startReloader(['./routes']);
    expect(reloader.canRegister('./routes')).toMatchObject({ ok: false, code: 'ALREADY_REGISTERED' });
    reloader.unregister('./routes');
    expect(reloader.canRegister('./routes')).toEqual({ ok: true });
    expect((await bundle.edit({ './leaf': valueOf(2) })).kind).toBe('refused');
  });

  it('start, stop, join, set_daemon', async () => {
    const bundle = startApplication();
    const reloader = startReloader(['./routes']);
    expect(bundle.keptAlive).toBe(false);
    reloader.ref();
    expect(bundle.keptAlive).toBe(true);
    reloader.stop();
    await reloader.finished;
    expect(bundle.keptAlive).toBe(false);
    expect((await bundle.edit({ './leaf': valueOf(2) })).pending).toEqual(['./leaf']);
  });

  it('reload(): every included module again, children first, in one transaction, pending updates first', async () => {
    const ran: string[] = [];
    const running = (name: string, ...imports: readonly string[]) =>
      esm(['value'], (own, require) => {
        for (const id of imports) require(id);
        ran.push(name);
        own['value'] = name;
      });
    const bundle = startBundle({
      './main': importing('./package/a'),
      './package/a': running('a', './package/b'),
      './package/b': running('b', './package/c'),
      './package/c': running('c'),
    });
    const reloader = new ManualReloader({ recursive: 'all' });
    reloader.register('./package/a');
    bundle.publish({ './package/c': running('new c') });
    ran.length = 0;
    expect(await reloader.reload()).toMatchObject({ kind: 'applied', generation: 1 });
    expect(ran).toEqual(['new c', 'b', 'a']);
    expect(await ModuleWrapper.of('./package/a', { recursive: 'all' }).reload()).toMatchObject({ generation: 2 });
    expect(ran).toEqual(['new c', 'b', 'a', 'new c', 'b', 'a']);
  });

  it('locked_get, locked_set, attribute get and set: a set lasts until the reload, and every importer sees it', async () => {
    const bundle = startBundle({ './main': readerOf('./leaf'), './leaf': valueOf(1) });
    startReloader(['./leaf']);
    const wrapper = ModuleWrapper.of<Exports>('./leaf');
    const accessor = ModuleAttributeAccessor.of<Exports>('./leaf');
    wrapper.lockedSet('value', 'set');
    expect(accessor.value).toBe('set');
    accessor.value = 'set again';
    expect(wrapper.lockedGet('value')).toBe('set again');
    expect(bundle.exports('./main').read()).toBe('set again');
    await bundle.edit({ './leaf': valueOf(2) });
    expect([wrapper.lockedGet('value'), accessor.value, bundle.exports('./main').read()]).toEqual([2, 2, 2]);
  });

  it('get_included_modules, update_included_modules: includedModules()', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    const wrapper = ModuleWrapper.of('./routes');
    expect(wrapper.includedModules()).toEqual(['./routes', './leaf']);
    await bundle.edit({ './routes': importing() });
    expect(wrapper.includedModules()).toEqual(['./routes']);
  });

  it('before_reload_included, after_reload_included: events of every wrapper whose included modules intersect', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    const told: string[] = [];
    for (const id of ['./main', './routes', './leaf']) {
      const wrapper = ModuleWrapper.of(id, { recursive: 'directory' });
      wrapper.on('beforeReload', () => told.push(`before ${id}`));
      wrapper.on('afterReload', () => told.push(`after ${id}`));
      wrapper.on('error', () => told.push(`error ${id}`));
    }
    await bundle.edit({ './leaf': valueOf(2) });
    expect(told).toEqual(['before ./routes', 'before ./leaf', 'after ./routes', 'after ./leaf']);
    told.length = 0;
    await bundle.edit({ './leaf': throwing('boom') });
    expect(told).toEqual(['before ./routes', 'before ./leaf', 'error ./routes', 'error ./leaf']);
  });

  it('one wrapper per module and option set, one accessor per module', () => {
    const bundle = startApplication();
    const live = new AutomaticReloader().register(bundle.exports('./routes'));
    expect(ModuleAttributeAccessor.of('./routes')).toBe(live);
    expect(ModuleWrapper.of('./routes')).toBe(ModuleWrapper.of(live));
    expect(ModuleWrapper.of('./routes', { recursive: 'all' })).not.toBe(ModuleWrapper.of('./routes'));
  });

  it('the API takes modules, wrappers and accessors alike', () => {
    const bundle = startApplication();
    const reloader = new AutomaticReloader();
    const live = reloader.register(ModuleWrapper.of<Exports>('./routes'));
    reloader.unregister(live);
    expect(reloader.register(live)).toBe(live);
    reloader.unregister(bundle.exports('./routes'));
    expect(reloader.register(bundle.exports('./routes'))).toBe(live);
  });

  it('locks: a reader sees the old generation until the new one is committed, and never waits', async () => {
    const seen: unknown[] = [];
    const bundle = startApplication();
    startReloader(['./routes']);
    const live = ModuleAttributeAccessor.of<Exports>('./routes');
    const reading = bundle.edit({
      './leaf': esm(['value'], (own, _, module) => {
        own['value'] = 2;
        module.hot.dispose(() => new Promise((resolve) => setImmediate(() => resolve(seen.push(live.read())))));
      }),
    });
    expect(live.read()).toBe(1);
    await reading;
    expect(live.read()).toBe(2);
    await bundle.edit({ './leaf': valueOf(3) });
    expect(seen).toEqual([2]);
    expect(live.read()).toBe(3);
  });

  it('errors of a reload are outcomes', async () => {
    const bundle = startApplication();
    startReloader(['./routes']);
    const outcome = await bundle.edit({ './leaf': throwing('boom') });
    expect(outcome).toMatchObject({ kind: 'rolled-back', error: { message: 'boom', moduleId: './leaf' } });
    expect(bundle.exports('./routes').read()).toBe(1);
  });

  it('a new file picked up by require.context reloads its boundary', async () => {
    const context = (...files: readonly string[]) =>
      esm(['value'], (own, require) => {
        own['value'] = files.map((file) => require(file).value);
      });
    const bundle = startBundle({
      './main': importing('./routes'),
      './routes': esm(['read'], (own, require) => {
        own['read'] = () => require('./folder sync').value;
        require('./folder sync');
      }),
      './folder sync': context('./folder/a'),
      './folder/a': valueOf('a'),
    });
    startReloader(['./routes']);
    await bundle.edit({ './folder sync': context('./folder/a', './folder/b'), './folder/b': valueOf('b') });
    expect(bundle.exports('./routes').read()).toEqual(['a', 'b']);
  });
});
