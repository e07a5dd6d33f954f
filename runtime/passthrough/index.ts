/** Offers what an application may import, for where the plugin is not at work: everything keeps, nothing reloads. */

import type {
  AutomaticReloaderApi,
  CannotRegisterCode,
  CanRegister,
  InclusionOptions,
  ManualReloaderApi,
  ModuleLike,
  ModuleWrapperApi,
  ReloaderApi,
  ReloaderOptions,
  Unsubscribe,
  WrapperEvents,
} from '../api';
import type { ModuleId, Outcome } from '../protocol';
import { findModule } from './known-modules';
import type { KnownModule } from './known-modules';

export type {
  AutomaticReloaderApi,
  CannotRegisterCode,
  CanRegister,
  InclusionOptions,
  ManualReloaderApi,
  ModuleLike,
  ModuleWrapperApi,
  RecursiveStrategy,
  ReloaderApi,
  ReloaderOptions,
  Unsubscribe,
  WrapperEvents,
} from '../api';
export type { Chain, ModuleId, Outcome, RefusalReason, SerializedError } from '../protocol';

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
  /** What was passed if that was an identifier, the path of the file otherwise; empty where nobody knows it. */
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
  static of<T extends object = Record<string, unknown>>(
    module: ModuleLike<T> | ModuleId,
    { recursive = 'outdated', trackNewModules = true }: InclusionOptions = {},
  ): ModuleWrapper<T> {
    const known = findOrFail(module);
    return (known.wrappers[`${recursive} ${trackNewModules}`] ??= new ModuleWrapper(known)) as ModuleWrapper<T>;
  }

  /** @returns the module alone: nothing is reloaded with it */
  includedModules(): readonly ModuleId[] {
    return [this.id];
  }

  lockedGet<K extends keyof T>(name: K): T[K] {
    return this.#accessor[name];
  }

  /** Replaces an export; where the module is read-only, for its wrappers and its accessor alone. */
  lockedSet<K extends keyof T>(name: K, value: T[K]): void {
    this.#accessor[name] = value;
  }

  /** @returns `unchanged`: nothing is evaluated again */
  reload(): Promise<Outcome> {
    return reload();
  }

  /** Takes a listener that nobody will ever call. */
  on<E extends keyof WrapperEvents>(_event: E, _listener: (payload: WrapperEvents[E]) => void): Unsubscribe {
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
  of<T extends object = Record<string, unknown>>(module: ModuleLike<T> | ModuleId): T;
} = { of: <T extends object>(module: ModuleLike<T> | ModuleId) => findOrFail(module).accessor as T };

abstract class Reloader implements ReloaderApi {
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor -- declares what the live runtime makes use of
  constructor(_options?: ReloaderOptions) {
    // Nothing is watched.
  }

  register<T extends object>(module: ModuleLike<T>): T;
  register<T extends object = Record<string, unknown>>(module: ModuleId): T;
  register(name: object | ModuleId): object {
    const module = findOrFail(name);
    const mistake = judge(module);
    if (mistake) throw mistake;
    module.holder = this;
    return module.accessor;
  }

  unregister(name: object | ModuleId): void {
    const module = find(name);
    if (module?.holder === this) module.holder = undefined;
  }

  canRegister(name: unknown): CanRegister {
    const mistake = judge(find(name));
    return mistake ? { ok: false, code: mistake.code as CannotRegisterCode, message: mistake.message } : { ok: true };
  }

  on(_event: 'outcome', listener: (outcome: Outcome) => void): Unsubscribe {
    const call = (outcome: Outcome): void => listener(outcome);
    listeners.add(call);
    return () => void listeners.delete(call);
  }
}

/** A reloader that applies updates as soon as a build is published; here there are none. */
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

/** A reloader that applies updates when it is told to; here there are none. */
export class ManualReloader extends Reloader implements ManualReloaderApi {
  /** @returns `unchanged`: nothing is evaluated again */
  reload(): Promise<Outcome> {
    return reload();
  }

  listen(_signal?: NodeJS.Signals): Unsubscribe {
    return ignore;
  }
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
  if (!module) return new HotReloadError('NOT_A_MODULE', 'Not a module: pass its exports or its id.');
  if (module.holder) return new HotReloadError('ALREADY_REGISTERED', 'Already registered: use its accessor.');
  for (const name of Reflect.ownKeys(module.exports)) {
    try {
      if (module.exports[name] instanceof Reloader) {
        return new HotReloadError('CONTAINS_RELOADER', 'It exports a reloader: create that elsewhere.');
      }
    } catch {
      // An export of a module that is still being evaluated cannot be read, and so holds nothing yet.
    }
  }
  return undefined;
}
