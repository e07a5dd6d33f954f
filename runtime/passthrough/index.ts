/** Offers what an application may import, for where the plugin is not at work: everything keeps, nothing reloads. @module module-hot-reload/runtime */

import type {
  AutomaticReloaderApi,
  CannotRegisterCode,
  CanRegister,
  InclusionOptions,
  KeepKey,
  ManualReloaderApi,
  ModuleLike,
  ModuleWrapperApi,
  ReloaderApi,
  ReloaderOptions,
  Unsubscribe,
  Widened,
  WrapperEvents,
} from '../api';
import type { ModuleId } from '../protocol/identifiers';
import type { Outcome } from '../protocol/outcome';
import { findModule } from './known-modules';
import type { KnownModule } from './known-modules';

export type {
  AutomaticReloaderApi,
  CannotRegisterCode,
  CanRegister,
  InclusionOptions,
  KeepKey,
  ManualReloaderApi,
  ModuleLike,
  ModuleWrapperApi,
  RecursiveStrategy,
  ReloaderApi,
  ReloaderOptions,
  Unsubscribe,
  WrapperEvents,
} from '../api';
export type { ModuleId } from '../protocol/identifiers';
export type { Chain, Outcome, RefusalReason, SerializedError } from '../protocol/outcome';

// The classes are declared here, and not one in a file, because each file and each re-export costs production bundles
// more than the classes themselves weigh.

const listeners = new Set<(outcome: Outcome) => void>();

/** A mistake in the use of the package, with a code for programs and a sentence for people. */
export class HotReloadError extends Error {
  override readonly name: string = 'HotReloadError';
  /** What went wrong, for programs. */
  declare readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The object behind an accessor: one per module and option set. */
export class ModuleWrapper<T extends object = object> implements ModuleWrapperApi<T> {
  /** The module's identifier in the bundle; outside of one what was passed, the path of the file or nothing. */
  declare readonly id: ModuleId;
  declare readonly resource: string;
  declare readonly module: T;
  readonly generation: number = 0;
  readonly #accessor: T;

  private constructor(module: KnownModule) {
    this.id = module.id;
    this.resource = module.resource;
    this.module = module.exports as object as T;
    this.#accessor = module.accessor as T;
  }

  /**
   * Finds or makes the wrapper of a module.
   *
   * @param module - an exports object or namespace, a wrapper, an accessor, or a module id
   * @param options - how the wrapper decides what it includes
   * @returns always the same wrapper for the same module and options
   * @throws HotReloadError `NOT_A_MODULE`
   */
  static of<T extends object>(module: ModuleLike<T>, options?: InclusionOptions): ModuleWrapper<T>;
  static of<T extends object = Record<string, unknown>>(module: ModuleId, options?: InclusionOptions): ModuleWrapper<T>;
  static of(
    module: object | ModuleId,
    { recursive = 'outdated', trackNewModules = true }: InclusionOptions = {},
  ): ModuleWrapper {
    const known = findOrFail(module);
    // eslint-disable-next-line @typescript-eslint/restrict-plus-operands -- shorter than anything that says so
    return (known.wrappers[recursive + trackNewModules] ??= new ModuleWrapper(known)) as ModuleWrapper;
  }

  includedModules(): readonly ModuleId[] {
    return [this.id];
  }

  lockedGet<K extends keyof T>(name: K): T[K] {
    return this.#accessor[name];
  }

  lockedSet<K extends keyof T>(name: K, value: Widened<T[K]>): void {
    this.#accessor[name] = value as T[K];
  }

  reload(): Promise<Outcome> {
    return reload();
  }

  on<E extends keyof WrapperEvents>(event: E, listener: (payload: WrapperEvents[E]) => void): Unsubscribe;
  on(): Unsubscribe {
    return ignore;
  }
}

/** Gives the accessors of modules that need not be registered. */
export const ModuleAttributeAccessor: {
  /**
   * Finds or makes the accessor of a module.
   *
   * @param module - an exports object or namespace, a wrapper, an accessor, or a module id
   * @returns always the same accessor for the same module
   * @throws HotReloadError `NOT_A_MODULE`
   */
  of<T extends object>(module: ModuleLike<T>): T;
  of<T extends object = Record<string, unknown>>(module: ModuleId): T;
} = { of: <T extends object>(module: ModuleLike<T> | ModuleId) => findOrFail(module).accessor as T };

abstract class Reloader implements ReloaderApi {
  /** @param options - which modules a registration re-evaluates, and for how long it may */
  constructor(options?: ReloaderOptions);
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor -- implements what the line above declares
  constructor() {
    // Nothing is watched.
  }

  register<T extends object>(module: ModuleLike<T>): T;
  register<T extends object = Record<string, unknown>>(module: ModuleId): T;
  register(module: object | ModuleId): object {
    const known = findOrFail(module);
    const mistake = judge(known);
    if (mistake) throw mistake;
    known.holder = this;
    return known.accessor;
  }

  unregister(module: object | ModuleId): void {
    const known = find(module);
    if (known?.holder === this) delete known.holder;
  }

  canRegister(module: unknown): CanRegister {
    const mistake = judge(find(module));
    return mistake ? { ok: false, code: mistake.code as CannotRegisterCode, message: mistake.message } : { ok: true };
  }

  on(event: 'outcome', listener: (outcome: Outcome) => void): Unsubscribe;
  on(_event: unknown, listener: (outcome: Outcome) => void): Unsubscribe {
    const call = (outcome: Outcome): void => listener(outcome);
    listeners.add(call);
    return () => {
      listeners.delete(call);
    };
  }
}

/** A reloader that applies updates as soon as a build is published. */
export class AutomaticReloader extends Reloader implements AutomaticReloaderApi {
  declare stop: () => void;
  readonly finished: Promise<void> = new Promise<void>((resolve) => (this.stop = resolve));

  start(): void {
    // Nothing is watched.
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/** A reloader that applies updates when it is told to. */
export class ManualReloader extends Reloader implements ManualReloaderApi {
  reload(): Promise<Outcome> {
    return reload();
  }

  listen(signal?: NodeJS.Signals): Unsubscribe;
  listen(): Unsubscribe {
    return ignore;
  }
}

/**
 * Makes a resource that, where the plugin is at work, outlives the module that makes it: it is handed from generation
 * to generation while its key is equal, and disposed of otherwise.
 *
 * @param key - names the resource, unique in the application, together with all that it is made of:
 *   `['pool', settings]`; compared by what it holds
 * @param factory - makes the resource, or a promise of it
 * @param dispose - ends the resource; a promise that it returns is waited for
 * @returns what the factory returned when the resource was made
 */
export function keep<T>(key: KeepKey, factory: () => T, dispose: (resource: Awaited<T>) => unknown): T;
export function keep(_key: unknown, factory: () => unknown): unknown {
  return factory();
}

/**
 * Makes a resource that, where the plugin is at work, each generation of a module has of its own: the one before is
 * disposed of once the next one is live.
 *
 * @param factory - makes the resource, or a promise of it
 * @param dispose - ends the resource; a promise that it returns is waited for
 * @returns what the factory returned
 */
export function renew<T>(factory: () => T, dispose: (resource: Awaited<T>) => unknown): T;
export function renew(factory: () => unknown): unknown {
  return factory();
}

function ignore(): void {
  // There was nothing to end.
}

/** Tells every listener that nothing has changed. */
async function reload(): Promise<Outcome> {
  const outcome: Outcome = { kind: 'unchanged', generation: 0, ms: 0, pending: [], warnings: [] };
  for (const listener of listeners) {
    try {
      listener(outcome);
    } catch (error) {
      console.error(error);
    }
  }
  return outcome;
}

function find(name: unknown): KnownModule | undefined {
  return findModule(name instanceof ModuleWrapper ? name.module : name);
}

function findOrFail(name: unknown): KnownModule {
  const module = find(name);
  if (!module) throw judge();
  return module;
}

/** Finds out why a module cannot be registered. */
function judge(): HotReloadError;
function judge(module: KnownModule | undefined): HotReloadError | undefined;
function judge(module?: KnownModule): HotReloadError | undefined {
  if (!module) return new HotReloadError('NOT_A_MODULE', 'Not a module: pass exports or id.');
  if (module.holder) return new HotReloadError('ALREADY_REGISTERED', 'Already registered: use its accessor.');
  for (const name of Reflect.ownKeys(module.exports)) {
    try {
      if (module.exports[name] instanceof Reloader) {
        return new HotReloadError('CONTAINS_RELOADER', 'Exports a reloader: make it elsewhere.');
      }
    } catch {
      // An export of a module that is still being evaluated cannot be read, and so holds nothing yet.
    }
  }
  return undefined;
}
