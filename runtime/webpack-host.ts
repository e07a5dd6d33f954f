/** Adapts webpack's require function to the HotHost. */

import type { Execution, ExportHelpers, HotHost, HotModule, ModuleFactory } from './host';
import { type MakeAsync, withReasons } from './async-module';
import { type ChunkState, ImportedChunks, type ImportFile } from './imported-chunks';
import { followRequires } from './module-require';
import type { ChunkId, ModuleId } from './protocol/identifiers';

/** The parts of `__webpack_require__` that are used (webpack/lib/runtime/RuntimeGlobals.js). */
export interface WebpackRequire {
  (id: ModuleId): unknown;
  /** The module instances. */
  readonly c: Record<ModuleId, HotModule | undefined>;
  /** The module factories. */
  m: Record<ModuleId, ModuleFactory | undefined>;
  /** What intercepts the execution of modules. */
  readonly i: ((execution: Execution) => void)[];
  /** Full hash of the build. */
  readonly h: () => string;
  /** Name of the file that says what the next update is made of (webpack/lib/RuntimeGlobals.js). */
  readonly hmrF: () => string;
  /** File name of a chunk; absent where no chunk is loaded on demand. */
  readonly u?: (id: ChunkId) => string | undefined;
  /** Ways of loading chunks; absent where no chunk is loaded on demand. */
  f?: Record<string, (id: ChunkId, promises: Promise<unknown>[]) => void>;
  /** Makes asynchronous modules; absent where there are none. */
  a?: MakeAsync;
  /** What dispose handlers left behind. */
  readonly hmrD: Record<ModuleId, object | undefined>;
}

/** What has Node.js read the files of chunks again. */
export type ChunkFiles =
  | { readonly kind: 'required'; readonly forget: (file: string) => void }
  | { readonly kind: 'imported'; readonly importFile: ImportFile };

const PROBE_ID = 'module-hot-reload/probe';
const CHUNK_STATE_PREFIX = 'hmrS_';

/**
 * Builds the host for one webpack runtime.
 *
 * @param moduleRequire - the `__webpack_require__` that a module was given
 * @param runtimeName - `__webpack_runtime_id__`
 * @param files - the files of the output folder
 */
export function createWebpackHost(moduleRequire: WebpackRequire, runtimeName: string, files: ChunkFiles): HotHost {
  const webpackRequire = findRootRequire(moduleRequire);
  const factories = webpackRequire.m;
  webpackRequire.m = guardFactories(factories, webpackRequire.c);
  letChunksLoad(webpackRequire);
  letAllReasonsCount(webpackRequire);
  const imported = files.kind === 'imported' ? new ImportedChunks(files.importFile) : undefined;
  const putFirst = (): void => imported?.putFirst(webpackRequire, () => chunkStates(webpackRequire));
  return {
    runtimeName,
    cache: webpackRequire.c,
    factories,
    hash: () => webpackRequire.h(),
    manifestName: () => webpackRequire.hmrF(),
    require: (id) => webpackRequire(id),
    hasChunk: (id) => chunkStates(webpackRequire).some((state) => isInstalled(state[id])),
    forgetChunks: (ids) => {
      for (const id of ids) forgetChunk(webpackRequire, id, files, imported);
      putFirst();
    },
    leaveData: (id, data) => {
      webpackRequire.hmrD[id] = data;
    },
    runRuntime: (install) => {
      install(webpackRequire);
      putFirst();
    },
    saveRuntime: () => saveRuntime(webpackRequire),
    intercept: (handler) => {
      webpackRequire.i.push(handler);
    },
    followRequires: followRequires.bind(undefined, webpackRequire),
    useExportHelpers: (helpers) => {
      useExportHelpers(webpackRequire, helpers);
    },
  };
}

/**
 * Finds the require function of the bundle behind the one that a module was given: under hot module replacement each
 * module gets a copy that does not pass on properties added later (createRequire in HotModuleReplacement.runtime.js),
 * and only an interceptor of an execution sees the original. So a module is executed that does nothing.
 */
function findRootRequire(moduleRequire: WebpackRequire): WebpackRequire {
  let root = moduleRequire;
  const parents = Object.values(moduleRequire.c);
  moduleRequire.m[PROBE_ID] = () => undefined;
  moduleRequire.i.unshift((execution) => {
    root = execution.require as WebpackRequire;
  });
  moduleRequire(PROBE_ID);
  moduleRequire.i.shift();
  Reflect.deleteProperty(moduleRequire.m, PROBE_ID);
  Reflect.deleteProperty(moduleRequire.c, PROBE_ID);
  for (const parent of parents) if (parent) parent.children = parent.children.filter((id) => id !== PROBE_ID);
  return root;
}

/**
 * A chunk file holds the code of the build that wrote it last, which this process may not have taken: it brings what
 * was never evaluated, and leaves alone what an update has yet to replace. Chunks write here (installChunk in
 * webpack/lib/node/RequireChunkLoadingRuntimeModule.js), while modules are required from the object behind it.
 */
function guardFactories(factories: WebpackRequire['m'], cache: WebpackRequire['c']): WebpackRequire['m'] {
  return new Proxy(factories, {
    set: (target, id, factory) => Reflect.has(cache, id) || Reflect.set(target, id, factory),
  });
}

function chunkStates(webpackRequire: WebpackRequire): ChunkState[] {
  return Object.entries(webpackRequire)
    .filter(([name]) => name.startsWith(CHUNK_STATE_PREFIX))
    .map(([, state]) => state as ChunkState);
}

/** The chunk may come back with other code in a file of the same name, of which Node.js has kept the old one. */
function forgetChunk(webpackRequire: WebpackRequire, id: ChunkId, files: ChunkFiles, imported?: ImportedChunks): void {
  const states = chunkStates(webpackRequire);
  if (states.some((state) => state[id] !== undefined)) imported?.forget(id);
  for (const state of states) Reflect.deleteProperty(state, id);
  const file = webpackRequire.u?.(id);
  if (file !== undefined && files.kind === 'required') files.forget(file);
}

function isInstalled(state: unknown): boolean {
  return state === 0 || state === 1;
}

function saveRuntime(webpackRequire: WebpackRequire): () => void {
  const properties = Object.getOwnPropertyDescriptors(webpackRequire);
  const chunks = chunkStates(webpackRequire).map((state) => [state, { ...state }] as const);
  return () => {
    for (const name of Object.keys(webpackRequire)) {
      if (!(name in properties)) Reflect.deleteProperty(webpackRequire, name);
    }
    for (const [name, property] of Object.entries(properties)) restoreProperty(webpackRequire, name, property);
    for (const [state, saved] of chunks) {
      for (const id of Object.keys(state)) if (!(id in saved)) Reflect.deleteProperty(state, id);
      Object.assign(state, saved);
    }
  };
}

function restoreProperty(target: object, name: string, property: PropertyDescriptor): void {
  if (Reflect.getOwnPropertyDescriptor(target, name)?.configurable !== false) {
    Reflect.defineProperty(target, name, property);
  }
}

/**
 * A chunk may be that of a newer build than the process runs: what it brings is sorted out here. From 5.113 on, webpack
 * applies updates itself until the two fit, and fails to load the chunk where they never do
 * (webpack/lib/hmr/HotModuleReplacementChunkVersionCheck.runtime.js).
 */
function letChunksLoad(webpackRequire: WebpackRequire): void {
  pin(webpackRequire, 'hmrK', undefined);
}

/** An update may bring the first asynchronous module, and webpack's helper with it. */
function letAllReasonsCount(webpackRequire: WebpackRequire): void {
  let helper = wrapHelper(webpackRequire.a);
  Object.defineProperty(webpackRequire, 'a', {
    configurable: true,
    enumerable: true,
    get: () => helper,
    set: (value?: MakeAsync) => (helper = wrapHelper(value)),
  });
}

function wrapHelper(makeAsync: MakeAsync | undefined): MakeAsync | undefined {
  return makeAsync && withReasons(makeAsync);
}

function useExportHelpers(webpackRequire: WebpackRequire, helpers: ExportHelpers): void {
  pin(webpackRequire, 'd', helpers.defineGetters.bind(helpers));
  pin(webpackRequire, 'r', helpers.markNamespace.bind(helpers));
}

/** An update may bring webpack's own helpers again: an accessor without effect on writing keeps ours in their place. */
function pin(webpackRequire: WebpackRequire, name: string, value: unknown): void {
  Object.defineProperty(webpackRequire, name, {
    configurable: true,
    enumerable: true,
    get: () => value,
    set: () => undefined,
  });
}
