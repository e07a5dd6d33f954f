/** Imitates webpack's runtime in small: the require function of a bundle under hot module replacement. */

import type { ModuleFactory } from '../../runtime/host';
import type { ModuleId } from '../../runtime/protocol/identifiers';
import type { WebpackRequire } from '../../runtime/webpack-host';
import { evaluateAsyncModule } from './fake-async-module';
import { type FakeModule, HotStates } from './fake-hot';

/** What the modules of tests export: these names mostly, and any other. */
export interface Exports extends Record<string, unknown> {
  value: unknown;
  read: () => unknown;
}

/** The `__webpack_require__` that a module is given. */
export interface FakeRequire extends WebpackRequire {
  <T = Exports>(id: ModuleId): T;
  h: () => string;
  hmrS_require: Record<string, unknown>;
  /** Marks a namespace. */
  r: (exports: object) => void;
  /** Defines export getters; an object of them, or a list of names with a getter or 0 and a value each. */
  d: (exports: object, definition: object) => void;
  /** Evaluates an asynchronous module. */
  a: typeof evaluateAsyncModule;
  /** Loads a chunk; absent where the bundle loads none. */
  e?: (chunk: unknown) => Promise<unknown>;
}

/** The code of a module in a test. */
export type FakeFactory = (module: FakeModule, exports: Exports, require: FakeRequire) => void;

type FakeExecution = Parameters<WebpackRequire['i'][number]>[0] & { module: FakeModule; require: FakeRequire };

/** Builds the require function of a bundle (renderRequire in webpack/lib/javascript/JavascriptModulesPlugin.js). */
export function createFakeWebpack(hash: string, warn: (message: string) => void): FakeRequire {
  const cache: Record<ModuleId, FakeModule | undefined> = {};
  const factories: Record<ModuleId, ModuleFactory | undefined> = {};
  const interceptors: ((execution: FakeExecution) => void)[] = [];
  const requireModule = (id: ModuleId): unknown => {
    const cached = cache[id];
    if (cached !== undefined) return cached.exports;
    const module = { id, exports: {} } as FakeModule;
    cache[id] = module;
    const execution = { id, module, factory: factories[id], require: root } as FakeExecution;
    for (const handler of interceptors) handler(execution);
    if (execution.factory === undefined) {
      Reflect.deleteProperty(cache, id);
      throw Object.assign(new Error(`Cannot find module '${String(id)}'`), { code: 'MODULE_NOT_FOUND' });
    }
    const executed = execution.module;
    execution.factory.call(executed.exports, executed, executed.exports, execution.require);
    return executed.exports;
  };
  const root: FakeRequire = Object.assign(requireModule as <T>(id: ModuleId) => T, {
    m: factories,
    c: cache,
    i: interceptors as WebpackRequire['i'],
    d: definePropertyGetters,
    r: makeNamespaceObject,
    a: evaluateAsyncModule,
    h: () => hash,
    hmrD: {},
    hmrF: () => `main.${hash}.hot-update.json`,
    hmrS_require: { main: 1 },
  });
  const states = new HotStates(root);
  interceptors.push((execution) => {
    const require = createRequire(execution.require, root.c, states, execution.id, warn);
    states.open(execution.id, execution.module);
    execution.require = require;
  });
  return root;
}

/** Gives a module its own require function (createRequire in webpack/lib/hmr/HotModuleReplacement.runtime.js). */
function createRequire(
  require: FakeRequire,
  cache: FakeRequire['c'],
  states: HotStates,
  id: ModuleId,
  warn: (message: string) => void,
): FakeRequire {
  const me = cache[id];
  if (me === undefined) return require;
  const own = (request: ModuleId): unknown => {
    if (me.hot.active) {
      const installed = cache[request];
      if (installed === undefined) states.expect(request, id);
      else if (!installed.parents.includes(id)) installed.parents.push(id);
      if (!me.children.includes(request)) me.children.push(request);
    } else {
      warn(`unexpected require(${String(request)}) from disposed module ${String(id)}`);
      states.expectNobody();
    }
    return require(request);
  };
  for (const name of Object.keys(require)) {
    if (name === 'e' || name === 'ei') continue;
    Object.defineProperty(own, name, {
      configurable: true,
      enumerable: true,
      get: () => Reflect.get(require, name) as unknown,
      set: (value) => Reflect.set(require, name, value),
    });
  }
  if (require.e !== undefined) Object.assign(own, { e: trackLoading(require.e) });
  return own as FakeRequire;
}

/** Loads a chunk as webpack does for a module: by a function of its own. */
function trackLoading(load: NonNullable<FakeRequire['e']>): NonNullable<FakeRequire['e']> {
  return async (chunk) => load(chunk);
}

/** As webpack/lib/runtime/MakeNamespaceObjectRuntimeModule.js writes it. */
function makeNamespaceObject(exports: object): void {
  Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
  Object.defineProperty(exports, '__esModule', { value: true });
}

/** As webpack/lib/runtime/DefinePropertyGettersRuntimeModule.js writes it. */
function definePropertyGetters(exports: object, definition: object): void {
  if (!Array.isArray(definition)) {
    for (const [key, get] of Object.entries(definition)) {
      if (!Object.hasOwn(exports, key))
        Object.defineProperty(exports, key, { enumerable: true, get: get as () => unknown });
    }
    return;
  }
  const list: unknown[] = definition;
  for (let index = 0; index < list.length;) {
    const key = list[index++] as string;
    const binding = list[index++];
    const descriptor =
      binding === 0 ? { enumerable: true, value: list[index++] } : { enumerable: true, get: binding as () => unknown };
    if (!Object.hasOwn(exports, key)) Object.defineProperty(exports, key, descriptor);
  }
}
