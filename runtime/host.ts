/** Declares the few things the runtime needs of the bundler: the HotHost. */

import type { ChunkId, ModuleId } from './protocol/identifiers';

/** Takes the ids of the outdated dependencies; may return a promise. */
export type AcceptCallback = (outdated: readonly ModuleId[]) => unknown;

/** Takes what an accept callback threw. */
export type AcceptErrorHandler = (error: unknown, context: object) => void;

/** Takes the object that the next instance finds as `module.hot.data`; may return a promise. */
export type DisposeHandler = (data: object) => unknown;

/** The bookkeeping behind `module.hot` (webpack/lib/hmr/HotModuleReplacement.runtime.js; the names hold since 5.0). */
export interface HotState {
  active: boolean;
  readonly _acceptedDependencies: Readonly<Record<string, AcceptCallback | undefined>>;
  readonly _acceptedErrorHandlers: Readonly<Record<string, AcceptErrorHandler | undefined>>;
  readonly _declinedDependencies: Readonly<Record<string, boolean | undefined>>;
  readonly _disposeHandlers: readonly DisposeHandler[];
  _selfAccepted: boolean | AcceptErrorHandler;
  readonly _selfDeclined: boolean;
  /** Whether the module was required by nobody: an entry. */
  _main: boolean;
  /** Requires the module with its parents, and as the entry it was, if it was one. */
  readonly _requireSelf: () => void;
}

/** One instance of a module, as it stands in the bundler's cache. */
export interface HotModule {
  exports: unknown;
  parents: ModuleId[];
  children: ModuleId[];
  hot: HotState;
}

/** The code of a module. */
export type ModuleFactory = (this: unknown, module: HotModule, exports: unknown, require: unknown) => void;

/** Installs new runtime modules; `host.runRuntime` calls it. */
export type RuntimeInstaller = (webpackRequire: unknown) => void;

/** One execution of a module, before it starts; `factory` may be replaced. */
export interface Execution {
  readonly id: ModuleId;
  readonly module: HotModule;
  factory: ModuleFactory | undefined;
  /** What the module's code requires others with. */
  require: RequireFunction;
}

/** A module's own require function, with webpack's helpers as properties. */
export type RequireFunction = (id: ModuleId) => unknown;

/** Makes a new function that requires by means of a module's own, for its code to require others with. */
export type FollowRequire = (id: ModuleId, module: HotModule, require: RequireFunction) => RequireFunction;

/** How compiled ESM defines its exports. */
export interface ExportHelpers {
  /** `__webpack_require__.r` (webpack/lib/runtime/MakeNamespaceObjectRuntimeModule.js). */
  markNamespace(exports: object): void;
  /** `__webpack_require__.d` (webpack/lib/runtime/DefinePropertyGettersRuntimeModule.js). */
  defineGetters(exports: object, definition: object): void;
}

/** What the runtime needs of the bundler. */
export interface HotHost {
  /** Name of the webpack runtime this bundle runs in. */
  readonly runtimeName: string;
  /** The module instances, by id. */
  readonly cache: Record<ModuleId, HotModule | undefined>;
  /** The module factories, by id. */
  readonly factories: Record<ModuleId, ModuleFactory | undefined>;
  /** Full hash of the build whose runtime modules are installed. */
  hash(): string;
  /** Name of the manifest that webpack writes for the update of that build, whether or not it is published. */
  manifestName(): string;
  /** Returns the exports of a module, evaluating it first where that has not happened. */
  require(id: ModuleId): unknown;
  /** Tells whether a chunk's modules are installed. */
  hasChunk(id: ChunkId): boolean;
  /** Forgets chunks, so that they are loaded again when they are asked for. */
  forgetChunks(ids: readonly ChunkId[]): void;
  /** Leaves data for the next instance of a module, which finds it as `module.hot.data`. */
  leaveData(id: ModuleId, data: object | undefined): void;
  /** Runs the runtime modules of an update. */
  runRuntime(install: RuntimeInstaller): void;
  /** Remembers runtime modules and chunks; the function it returns puts them back. */
  saveRuntime(): () => void;
  /** Calls `handler` before each execution of a module. */
  intercept(handler: (execution: Execution) => void): void;
  /** Lets every module that is evaluated from now on require others with what `follow` makes. */
  followRequires(follow: FollowRequire): void;
  /** Puts `helpers` in the place of webpack's own, for good. */
  useExportHelpers(helpers: ExportHelpers): void;
}

/**
 * Gives the one form of a module or chunk id that compares equal: a number where webpack uses one.
 *
 * @param key - a property name, as `for … in` and `Object.keys` give it
 */
export function toId(key: string): ModuleId {
  const number = Number(key);
  return String(number) === key ? number : key;
}

/** Whether a value can be waited for. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/**
 * Calls what the application has given; what it throws is handed to `onError`.
 *
 * @returns what is to be waited for, if it has returned a promise
 */
export function callSafely(work: () => unknown, onError: (error: unknown) => void): PromiseLike<unknown> | undefined {
  try {
    const result = work();
    return isThenable(result) ? result : undefined;
  } catch (error) {
    onError(error);
    return undefined;
  }
}

/** Calls what nobody waits for; what it throws, or rejects with later, is handed to `onError`. */
export function callAndForget(work: () => unknown, onError: (error: unknown) => void): void {
  callSafely(() => callSafely(work, onError)?.then(undefined, onError), onError);
}

/** Marks a promise as waited for, so that its rejection is never reported as unhandled. */
export function watched<T>(promise: PromiseLike<T>): PromiseLike<T> {
  promise.then(undefined, () => undefined);
  return promise;
}
