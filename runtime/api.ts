/** Declares the interface that the live runtime and the pass-through runtime both keep. */

import type { ModuleId } from './protocol/identifiers';
import type { Outcome, SerializedError } from './protocol/outcome';

/** Which modules a registration re-evaluates. */
export type RecursiveStrategy = 'outdated' | 'all' | 'directory';

/** How a registration decides what it includes. */
export interface InclusionOptions {
  /**
   * `'outdated'`: what changed and what depends on it. `'all'`: every evaluated module below the folder of the
   * registered one. `'directory'`: the same for an `index` module, the module alone for any other.
   *
   * @defaultValue `'outdated'`
   */
  readonly recursive?: RecursiveStrategy | undefined;
  /**
   * Whether the included set is computed again after each reload; otherwise it is frozen at registration, and a change of
   * what comes in later is refused where nobody else accepts it.
   *
   * @defaultValue `true`
   */
  readonly trackNewModules?: boolean | undefined;
}

/** What the constructors of the reloaders take. */
export interface ReloaderOptions extends InclusionOptions {
  /**
   * How long asynchronous dispose handlers and modules may take, in milliseconds.
   *
   * @defaultValue what the plugin was given, `10_000` otherwise
   */
  readonly settleTimeout?: number | undefined;
  /**
   * Called where this thread or process cannot take an update: it was refused, or could not be undone. Whoever gives the
   * function sees to a replacement: `process.exit()` in a worker whose parent starts it again is enough, and it starts
   * with the newest code. Updates are then applied whole or not at all, and the supervisor (`run`) does not restart the
   * process for the sake of a worker thread. In the main thread of a process that the supervisor restarts it is not called.
   *
   * @param outcome - what became of the update, of the kind `refused` or `broken`, or `applied` with something refused
   * @defaultValue nobody is called: the running code is kept, or the supervisor restarts the process
   */
  readonly whenRefused?: ((outcome: Outcome) => void) | undefined;
}

/**
 * Names a resource, and holds all that it is made of. Keys are compared by what they hold: strings, numbers, arrays and
 * plain objects of them, and whatever has a `toJSON()`; functions and classes equal themselves, until they are evaluated
 * again.
 */
export type KeepKey = string | number | object;

/**
 * Why a module cannot be registered: it is no module of this bundle; a reloader holds it already; its exports hold a
 * reloader, or the reloader was created while it was evaluated; under `'all'` and `'directory'`, it includes a module
 * that another registration includes.
 */
export type CannotRegisterCode = 'NOT_A_MODULE' | 'ALREADY_REGISTERED' | 'CONTAINS_RELOADER' | 'OVERLAPS';

/** Whether a module can be registered. */
export type CanRegister =
  { readonly ok: true } | { readonly ok: false; readonly code: CannotRegisterCode; readonly message: string };

/** Takes a listener away again; calling it twice does no harm. */
export type Unsubscribe = () => void;

/** What a wrapper's listeners are told. */
export interface WrapperEvents {
  /** A transaction is about to evaluate modules that this wrapper includes. */
  readonly beforeReload: { readonly modules: readonly ModuleId[] };
  /** Such a transaction was committed. */
  readonly afterReload: { readonly modules: readonly ModuleId[]; readonly generation: number };
  /** Such a transaction was rolled back. */
  readonly error: { readonly error: SerializedError };
}

/** The type of an export that was set: `export const port = 3000` may be set to any number. */
export type Widened<V> = V extends string
  ? string
  : V extends number
    ? number
    : V extends boolean
      ? boolean
      : V extends bigint
        ? bigint
        : V;

/** The object behind an accessor: one per module and option set. */
export interface ModuleWrapperApi<T extends object = object> {
  /** The module's identifier in the bundle. */
  readonly id: ModuleId;
  /** Absolute path of the module's file; empty where it has none or nobody knows it. */
  readonly resource: string;
  /** The module's current exports. */
  readonly module: T;
  /** The generation of the last commit that evaluated this module; 0 before the first. */
  readonly generation: number;
  /**
   * The modules that the wrapper includes by its options, itself among them. A change of what they import reaches them
   * as well.
   */
  includedModules(): readonly ModuleId[];
  /**
   * Reads an export of the current generation, without waiting.
   *
   * @param name - of the export
   */
  lockedGet<K extends keyof T>(name: K): T[K];
  /**
   * Replaces an export, for every importer, until the module is reloaded. The variable inside of the module stays as
   * it is, unless the module has given the export a setter, which is called.
   *
   * @param name - of the export
   * @param value - what importers see from now on
   * @throws HotReloadError `READ_ONLY` where the module has frozen its exports
   */
  lockedSet<K extends keyof T>(name: K, value: Widened<T[K]>): void;
  /**
   * Applies pending changes, then evaluates at least this module again, in one transaction. Where a change reaches this
   * module, those that were computed from it follow, up to registered modules, whoever holds these. Where it cannot be
   * applied to all of them, it stays pending, and the module is evaluated with the code that it has; where nobody
   * has registered or accepted any of them, the module alone takes it.
   *
   * @returns what became of it; what goes wrong is an outcome, not a rejection
   */
  reload(): Promise<Outcome>;
  /**
   * Adds a listener.
   *
   * @returns the function that removes it
   */
  on<E extends keyof WrapperEvents>(event: E, listener: (payload: WrapperEvents[E]) => void): Unsubscribe;
}

/** Everything that names a module: its exports or namespace, its identifier, its wrapper or its accessor. */
export type ModuleLike<T extends object> = T | ModuleWrapperApi<T>;

/** What both reloaders can do. */
export interface ReloaderApi {
  /**
   * Registers a module and returns its accessor.
   *
   * @param module - an exports object or namespace, a wrapper, an accessor, or a module id (`require.resolve('./x')`)
   * @returns the accessor of that module, always the same one
   * @throws HotReloadError with a {@link CannotRegisterCode} as its `code`
   */
  register<T extends object>(module: ModuleLike<T>): T;
  register<T extends object = Record<string, unknown>>(module: ModuleId): T;
  /** Ends a registration; a module that this reloader does not hold is left alone. */
  unregister(module: object | ModuleId): void;
  /** Tells whether {@link register} would succeed, and why not. */
  canRegister(module: unknown): CanRegister;
  /** Adds a listener for what became of each transaction; returns the function that removes it. */
  on(event: 'outcome', listener: (outcome: Outcome) => void): Unsubscribe;
}

/** A reloader that applies updates as soon as a build is published. */
export interface AutomaticReloaderApi extends ReloaderApi {
  /** Resolves when the reloader is stopped; there is a new promise each time that it is started again. */
  readonly finished: Promise<void>;
  /** Starts applying updates, first those that were held back; under the plugin's `mode: 'manual'`, on request only. */
  start(): void;
  /** Stops applying updates. */
  stop(): void;
  /** Keeps the process alive while this reloader runs. */
  ref(): this;
  /** Lets the process end while this reloader runs (the default). */
  unref(): this;
}

/** A reloader that applies updates when it is told to. */
export interface ManualReloaderApi extends ReloaderApi {
  /**
   * Applies everything that is pending in one transaction, but for what only other manual reloaders hold back. A change
   * that reaches modules of this one and of others is applied to all of them.
   *
   * @returns what became of it; what goes wrong is an outcome, not a rejection
   */
  reload(): Promise<Outcome>;
  /**
   * Reloads on a signal. Where the platform has no such signal, that is printed, and nothing else happens.
   *
   * @param signal - the signal's name
   * @defaultValue `'SIGUSR2'`
   * @returns the function that stops listening
   */
  listen(signal?: NodeJS.Signals): Unsubscribe;
}
