/** Tests what the adapter makes of webpack's require function, and that it leaves nothing of its own behind. */

import type { ExportHelpers, HotHost } from '../../../runtime/host';
import type { ModuleId } from '../../../runtime/protocol/identifiers';
import { createWebpackHost } from '../../../runtime/webpack-host';
import { compile, importing, valueOf } from '../../support/fake-modules';
import { createFakeWebpack, type FakeFactory, type FakeRequire } from '../../support/fake-webpack';

/** A bundle without a runtime, whose bootstrap module makes a host of the require function it is given. */
function start(modules: Readonly<Record<string, FakeFactory>> = {}): {
  readonly root: FakeRequire;
  readonly host: HotHost;
  /** Files that `require()` is to read again. */
  readonly forgotten: readonly string[];
} {
  const root = createFakeWebpack('build-0', () => undefined);
  const forgotten: string[] = [];
  let host: HotHost | undefined;
  const bootstrap: FakeFactory = (_module, _exports, require) => {
    require('./before');
    host = createWebpackHost(require, 'main', { kind: 'required', forget: (file) => void forgotten.push(file) });
  };
  const all = { './before': importing(), ...modules, './bootstrap': bootstrap };
  for (const [id, factory] of Object.entries(all)) root.m[id] = compile(factory);
  root('./bootstrap');
  return { root, forgotten, host: host as unknown as HotHost };
}

describe('createWebpackHost', () => {
  it('leaves no module, factory, interceptor or child behind', () => {
    const { root } = start();
    expect(Object.keys(root.c)).toEqual(['./bootstrap', './before']);
    expect(Object.keys(root.m)).toEqual(['./before', './bootstrap']);
    expect(root.i).toHaveLength(1);
    expect(root.c['./bootstrap']?.children).toEqual(['./before']);
    expect(root.c['./before']?.parents).toEqual(['./bootstrap']);
  });

  it('does not make the next module the child of another', () => {
    const { root } = start({ './main': importing('./leaf'), './leaf': valueOf(1) });
    root('./main');
    expect([root.c['./main']?.hot._main, root.c['./main']?.parents]).toEqual([true, []]);
    expect([root.c['./leaf']?.hot._main, root.c['./leaf']?.parents]).toEqual([false, ['./main']]);
  });

  it('reads what the bundle knows', () => {
    const { root, host } = start();
    expect([host.runtimeName, host.hash()]).toEqual(['main', 'build-0']);
    expect([host.cache, host.factories]).toEqual([root.c, root.m]);
    root.h = () => 'build-1';
    expect(host.hash()).toBe('build-1');
  });

  it('requires without becoming a parent', () => {
    const { root, host } = start({ './leaf': valueOf(1) });
    expect(host.require('./leaf')).toBe(root('./leaf'));
    expect(root.c['./leaf']?.parents).toEqual([]);
  });
});

describe('the chunks of a host', () => {
  it('are there when they are installed, not while they are loading', () => {
    const { root, host } = start();
    Object.assign(root.hmrS_require, { 7: 1, 8: 0, 9: [() => undefined, () => undefined], 10: undefined });
    expect(['main', 7, 8, 9, 10, 11].map((id) => host.hasChunk(id))).toEqual([true, true, true, false, false, false]);
  });

  it('are forgotten, and come back when that is undone', () => {
    const { root, host, forgotten } = start();
    Object.assign(root, { u: (id: number) => `${id}.js` });
    root.hmrS_require[7] = 1;
    const restore = host.saveRuntime();
    host.forgetChunks([7]);
    expect(forgotten).toEqual(['7.js']);
    root.hmrS_require[8] = 1;
    expect([host.hasChunk(7), host.hasChunk(8)]).toEqual([false, true]);
    restore();
    expect([host.hasChunk(7), host.hasChunk(8)]).toEqual([true, false]);
  });

  it('bring what was never evaluated, and leave alone what was', () => {
    const { root, host } = start({ './fresh': importing() });
    const [before, newer] = [host.factories['./before'], compile(importing())];
    for (const id of ['./before', './fresh', './added']) root.m[id] = newer;
    expect(host.factories['./before']).toBe(before);
    expect([host.factories['./fresh'], host.factories['./added']]).toEqual([newer, newer]);
  });
});

describe('the files of forgotten chunks', () => {
  it.each([
    ['are read again', { u: (id: unknown) => `${String(id)}.js` }, ['7.js', '8.js']],
    ['are none where no chunk is loaded on demand', {}, []],
    ['are none where the bundle does not name them', { u: () => undefined }, []],
  ])('%s', (_, names, files) => {
    const { root, host, forgotten } = start();
    Object.assign(root, names);
    host.forgetChunks([7, 8]);
    expect(forgotten).toEqual(files);
  });
});

describe('the runtime modules of a host', () => {
  it('are run on the require function of the bundle, which each module sees', () => {
    let seen: string | undefined;
    const { root, host } = start({ './late': (_module, _exports, require) => (seen = require.h()) });
    host.runRuntime((webpackRequire) => ((webpackRequire as FakeRequire).h = () => 'build-1'));
    root('./late');
    expect(seen).toBe('build-1');
  });

  it('are taken back, those that are new as well', () => {
    const { root, host } = start();
    const restore = host.saveRuntime();
    const before = Object.keys(root);
    host.runRuntime((webpackRequire) => Object.assign(webpackRequire as object, { h: () => 'build-1', added: 1 }));
    restore();
    expect([host.hash(), Object.keys(root)]).toEqual(['build-0', before]);
  });
});

describe('the hooks of a host', () => {
  it('intercept each execution, whose factory may be replaced', () => {
    const { root, host } = start({ './leaf': valueOf(1) });
    const executed: unknown[] = [];
    host.intercept((execution) => {
      executed.push(execution.id, execution.module === root.c['./leaf']);
      execution.factory = (module) => (module.exports = 'replaced');
    });
    expect([root('./leaf'), root('./leaf')]).toEqual(['replaced', 'replaced']);
    expect(executed).toEqual(['./leaf', true]);
  });

  it('give modules a require function of their own, which has everything that the bundle has when it asks', () => {
    const { root, host } = start({ './leaf': valueOf(1), './main': importing('./leaf') });
    const given: FakeRequire[] = [];
    host.followRequires((_id, _module, copy) => {
      expect(Object.keys(copy)).toEqual([]);
      const require = (request: ModuleId): unknown => copy(request);
      given.push(require as FakeRequire);
      return require;
    });
    root('./main');
    const [main, leaf] = given;
    expect(root.c['./main']?.children).toEqual(['./leaf']);
    expect([main?.h(), main?.c, main?.e]).toEqual(['build-0', root.c, undefined]);
    Object.assign(main!, { added: 1, h: () => 'build-1' });
    expect([Reflect.get(leaf!, 'added'), root.h()]).toEqual([1, 'build-1']);
  });

  it('give it the function that loads chunks which webpack has made for the module', async () => {
    const { root, host } = start({ './leaf': valueOf(1) });
    const load = async (chunk: unknown): Promise<unknown> => chunk;
    root.e = load;
    let given: FakeRequire | undefined;
    host.followRequires((_id, _module, copy) => (given = ((request: ModuleId) => copy(request)) as FakeRequire));
    root('./leaf');
    expect(given?.e).not.toBe(load);
    expect(await given?.e?.('lazy')).toBe('lazy');
  });

  it('leave data for the next instance', () => {
    const { root, host } = start({ './leaf': valueOf(1) });
    host.leaveData('./leaf', { kept: true });
    root('./leaf');
    expect(root.c['./leaf']?.hot).toMatchObject({ data: { kept: true } });
  });

  it('put export helpers in for good: an update that brings those of webpack again changes nothing', () => {
    const calls: string[] = [];
    const helpers: ExportHelpers = {
      markNamespace: () => calls.push('r'),
      defineGetters: () => calls.push('d'),
    };
    const { root, host } = start({ './leaf': valueOf(1), './other': valueOf(1) });
    host.useExportHelpers(helpers);
    root('./leaf');
    host.runRuntime((webpackRequire) =>
      Object.assign(webpackRequire as object, { r: () => undefined, d: () => undefined }),
    );
    root('./other');
    expect(calls).toEqual(['r', 'd', 'r', 'd']);
    const restore = host.saveRuntime();
    restore();
    root.r({});
    expect(calls).toHaveLength(5);
  });

  it('leave chunks of another build to load, which webpack would hold back, whatever an update brings', () => {
    const { root, host } = start();
    const holdBack = (): Promise<never> => Promise.reject(new Error('is from another build'));
    host.runRuntime((webpackRequire) => Object.assign(webpackRequire as object, { hmrK: holdBack }));
    expect(Reflect.get(root, 'hmrK')).toBeUndefined();
  });
});
