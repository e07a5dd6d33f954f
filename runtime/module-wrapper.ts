/** Defines the wrapper: reloads one module and gets and sets its exports. */

import type { InclusionOptions, ModuleWrapperApi, Unsubscribe, Widened, WrapperEvents } from './api';
import { currentRuntime, type Runtime } from './current-runtime';
import { HotReloadError, toText } from './errors';
import { type Inclusion, isWholesale } from './include-strategy';
import { Listeners } from './listeners';
import { checkInclusionOptions, checkListener } from './option-check';
import type { ModuleId } from './protocol/identifiers';
import type { Outcome } from './protocol/outcome';

type WrapperListeners = { readonly [E in keyof WrapperEvents]: Listeners<WrapperEvents[E]> };

/** The object behind an accessor: one per module and option set. */
export class ModuleWrapper<T extends object = object> implements ModuleWrapperApi<T> {
  readonly id: ModuleId;
  readonly #runtime: Runtime;
  readonly #inclusion: Inclusion;
  readonly #listeners: WrapperListeners;
  /** The included modules as they were found first, where later ones are not tracked. */
  #frozen: readonly ModuleId[] | undefined;

  /** @internal Use {@link ModuleWrapper.of}. */
  constructor(runtime: Runtime, id: ModuleId, inclusion: Inclusion) {
    const listeners = <P>(): Listeners<P> =>
      new Listeners((error) => {
        runtime.reportListenerError(error);
      });
    this.#runtime = runtime;
    this.id = id;
    this.#inclusion = inclusion;
    this.#listeners = { beforeReload: listeners(), afterReload: listeners(), error: listeners() };
    this.#frozen = inclusion.trackNewModules ? undefined : runtime.included(id, inclusion);
  }

  /**
   * Gives the wrapper of a module.
   *
   * @param module - an exports object or namespace, a module id, a wrapper or an accessor
   * @param options - what the wrapper includes
   * @returns always the same wrapper for the same module and options
   * @throws HotReloadError `NOT_A_MODULE`, `INVALID_OPTION`
   */
  static of<T extends object>(
    module: T | ModuleWrapperApi<T> | ModuleId,
    options: InclusionOptions = {},
  ): ModuleWrapper<T> {
    checkInclusionOptions(options);
    const runtime = currentRuntime();
    const id = runtime.identify(module);
    if (id === undefined) throw notAModule(module);
    const wrapper = runtime.wrapperOf(id, options);
    if (wrapper instanceof ModuleWrapper) return wrapper as ModuleWrapper<T>;
    throw notAModule(module);
  }

  get resource(): string {
    return this.#runtime.resourceOf(this.id);
  }

  get module(): T {
    return this.#runtime.exportsOf(this.id) as T;
  }

  get generation(): number {
    return this.#runtime.generationOf(this.id);
  }

  includedModules(): readonly ModuleId[] {
    return this.#frozen ?? this.#runtime.included(this.id, this.#inclusion);
  }

  lockedGet<K extends keyof T>(name: K): T[K] {
    return this.module[name];
  }

  lockedSet<K extends keyof T>(name: K, value: Widened<T[K]>): void {
    if (!this.#runtime.write(this.id, name, value)) {
      throw new HotReloadError(
        'READ_ONLY',
        `${String(name)} of ${String(this.id)} cannot be set; its module froze it.`,
      );
    }
  }

  reload(): Promise<Outcome> {
    const force = isWholesale(this.#inclusion) ? this.includedModules() : [this.id];
    return this.#runtime.request({ by: 'person', release: new Set(), force: new Set(force) });
  }

  on<E extends keyof WrapperEvents>(event: E, listener: (payload: WrapperEvents[E]) => void): Unsubscribe {
    checkListener(event, listener, Object.keys(this.#listeners));
    return this.#listeners[event].add(listener);
  }

  /** @internal Tells the listeners, where this wrapper includes one of the modules. */
  notify<E extends keyof WrapperEvents>(event: E, modules: ReadonlySet<ModuleId>, payload: WrapperEvents[E]): void {
    const listeners: Listeners<WrapperEvents[E]> = this.#listeners[event];
    if (listeners.size > 0 && this.includedModules().some((id) => modules.has(id))) listeners.emit(payload);
  }
}

/** The error for something that is not a module of the bundle. */
export function notAModule(value: unknown): HotReloadError {
  return new HotReloadError(
    'NOT_A_MODULE',
    `${describe(value)} is not a module of this bundle; pass what \`import * as\` or \`require\` gave, or \`require.resolve('./module')\` where that is a copy, as of CommonJS and JSON.`,
  );
}

/** The error for a module whose exports cannot be spoken for. */
export function exportsNoObject(id: ModuleId, exports: unknown): HotReloadError {
  return new HotReloadError(
    'NOT_A_MODULE',
    `${String(id)} exports ${toText(exports)}, which is no object or function.`,
  );
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? 'This object' : `A ${typeof value}`;
}
