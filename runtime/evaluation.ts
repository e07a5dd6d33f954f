/** Watches modules being evaluated: which are at it now, and which have been since a given moment. */

import { hasRejected, isAsyncCode } from './async-module';
import type { ExportsHomes } from './exports-home';
import { isObject } from './exports-object';
import type { Execution, HotHost, HotModule, ModuleFactory, RequireFunction } from './host';
import type { Owner } from './kept/kept-resources';
import type { ModuleId } from './protocol/identifiers';
import { StrayModules } from './stray-modules';
import type { UpdateStore } from './update-store';

/** Follows what code does across everything that it waits for: `AsyncLocalStorage` of `node:async_hooks`. */
export interface AsyncContext<T> {
  run<R>(store: T, work: () => R): R;
  getStore(): T;
}

/** Knows which modules are being evaluated. */
export class Evaluations {
  readonly #host: HotHost;
  readonly #homes: ExportsHomes;
  readonly #store: Pick<UpdateStore, 'takeNewest' | 'readFrom'>;
  readonly #strays = new StrayModules();
  readonly #context: AsyncContext<Owner | undefined>;
  readonly #stack: Owner[] = [];
  readonly #origins = new WeakMap<object, ModuleId>();
  readonly #failed = new WeakSet<HotModule>();
  /** What was thrown last and is no object, where it came from, and whether it is still on its way. */
  #thrown: { readonly value: unknown; readonly id: ModuleId; isUnderWay: boolean } | undefined;
  #record: Map<ModuleId, HotModule> | undefined;
  #route: (<T>(work: () => T) => T) | undefined;

  /**
   * @param store - has what newer code requires of modules that are behind it
   * @param context - knows an asynchronous module again after it has waited
   */
  constructor(
    host: HotHost,
    homes: ExportsHomes,
    store: Pick<UpdateStore, 'takeNewest' | 'readFrom'>,
    context: AsyncContext<Owner | undefined>,
  ) {
    this.#context = context;
    this.#host = host;
    this.#homes = homes;
    this.#store = store;
    host.intercept((execution) => {
      this.#prepare(execution);
    });
    host.followRequires((id, module, require) => this.#follow(id, module, require));
  }

  /** The modules under evaluation, outermost first. */
  get current(): readonly ModuleId[] {
    return this.#stack.map(({ id }) => id);
  }

  /** The module whose code is running at the top level, if any. */
  get innermost(): ModuleId | undefined {
    return this.#stack.at(-1)?.id;
  }

  /** The instance whose code is running, at the top level or where an asynchronous module goes on after a wait. */
  owner(): Owner | undefined {
    return this.#stack.at(-1) ?? this.#context.getStore();
  }

  /** Calls a function that an asynchronous module has no part in, once it waits. */
  apart<T>(work: () => T): T {
    return this.#context.getStore() === undefined ? work() : this.#context.run(undefined, work);
  }

  /** The modules that only disposed code has required, when they were evaluated. */
  get leftBehind(): Iterable<ModuleId> {
    return this.#strays.leftBehind;
  }

  /** Requires a module for the runtime itself, which does not make it an entry. */
  require(id: ModuleId): unknown {
    return this.#strays.expect(id, (request) => this.#host.require(request));
  }

  /** Starts to collect the instances that are evaluated from now on. */
  startRecording(): ReadonlyMap<ModuleId, HotModule> {
    const record = new Map<ModuleId, HotModule>();
    this.#record = record;
    return record;
  }

  /** Lets the modules evaluated from now on require others through `route`. */
  routeThrough(route: <T>(work: () => T) => T): void {
    this.#route = route;
  }

  stopRecording(): void {
    this.#record = undefined;
    this.#route = undefined;
  }

  /** Remembers which module an error came from, where that is not known already. */
  blame(id: ModuleId, error: unknown): void {
    if (isObject(error)) {
      if (!this.#origins.has(error)) this.#origins.set(error, id);
    } else if (this.#thrown?.isUnderWay !== true || !Object.is(this.#thrown.value, error)) {
      this.#thrown = { value: error, id, isUnderWay: true };
    }
  }

  /** The module that an error came from. */
  originOf(error: unknown): ModuleId | undefined {
    if (isObject(error)) return this.#origins.get(error);
    return this.#thrown !== undefined && Object.is(this.#thrown.value, error) ? this.#thrown.id : undefined;
  }

  /** Whether the code of an instance has thrown: it may be there because the application took the error. */
  hasFailed(instance: HotModule): boolean {
    return this.#failed.has(instance) || hasRejected(instance.exports);
  }

  #prepare(execution: Execution): void {
    const { id, module } = execution;
    const factory = this.#store.takeNewest(id, execution.factory);
    if (factory === undefined) return;
    if (this.#thrown !== undefined) this.#thrown.isUnderWay = false;
    this.#strays.admit(id, module);
    this.#record?.set(id, module);
    this.#homes.open(id, module);
    execution.factory = this.#track(id, factory);
  }

  /** Watches what a module requires, now and later. */
  #follow(id: ModuleId, module: HotModule, require: RequireFunction): RequireFunction {
    const read = (request: ModuleId): unknown => {
      const isStatic = this.innermost === id;
      const exports = this.#strays.require(module, request, require);
      return isStatic ? this.#store.readFrom(id, request, exports) : exports;
    };
    const route = this.#route;
    return route === undefined ? read : (request) => route(() => read(request));
  }

  #track(id: ModuleId, factory: ModuleFactory): ModuleFactory {
    const stack = this.#stack;
    const homes = this.#homes;
    const failed = this.#failed;
    const context = this.#context;
    // Following costs every promise of the process something, so it is for those that need it.
    const isAsync = isAsyncCode(factory);
    const blame = (error: unknown): void => {
      this.blame(id, error);
    };
    return function (this: unknown, module, exports, require) {
      const owner = { id, module };
      stack.push(owner);
      try {
        if (isAsync) context.run(owner, () => factory.call(this, module, exports, require));
        else factory.call(this, module, exports, require);
      } catch (error) {
        blame(error);
        failed.add(module);
        homes.fail(id, module);
        throw error;
      } finally {
        stack.pop();
        homes.close(id, module);
      }
    };
  }
}
