/** Defines the two reloaders: one applies updates by itself, one when it is told to. */

import type {
  AutomaticReloaderApi,
  CanRegister,
  ManualReloaderApi,
  ModuleLike,
  ReloaderApi,
  ReloaderOptions,
  Unsubscribe,
} from './api';
import { currentRuntime, type Runtime } from './current-runtime';
import { HotReloadError } from './errors';
import { type Inclusion, toInclusion } from './include-strategy';
import { notAModule } from './module-wrapper';
import { checkListener, checkReloaderOptions } from './option-check';
import type { ModuleId } from './protocol/identifiers';
import type { Outcome } from './protocol/outcome';
import { checkRegistration } from './registration-check';
import type { Holder } from './registry';
import type { WhenRefused } from './replacement';
import { requestBy, requestFor } from './reload-request';

/** What both reloaders have in common: the modules they hold. */
abstract class Reloader implements ReloaderApi, Holder {
  /** @internal */
  abstract readonly automatic: boolean;
  /** @internal */
  abstract readonly manual: boolean;
  /** @internal */
  readonly createdIn: readonly ModuleId[];
  /** @internal */
  readonly settleTimeout: number | undefined;
  /** @internal */
  readonly whenRefused: WhenRefused | undefined;
  protected readonly runtime: Runtime;
  protected readonly inclusion: Inclusion;

  /**
   * @param options - which modules a registration includes
   * @throws HotReloadError `INVALID_OPTION`
   */
  constructor(options: ReloaderOptions = {}, runtime: Runtime = currentRuntime()) {
    checkReloaderOptions(options);
    this.runtime = runtime;
    this.inclusion = toInclusion(options);
    this.settleTimeout = options.settleTimeout;
    this.whenRefused = options.whenRefused;
    this.createdIn = runtime.evaluating();
    runtime.registry.adopt(this);
  }

  register<T extends object>(module: ModuleLike<T>): T;
  register<T extends object = Record<string, unknown>>(module: ModuleId): T;
  register(module: object | ModuleId): object {
    const check = this.canRegister(module);
    if (!check.ok) throw new HotReloadError(check.code, check.message);
    const id = this.runtime.identify(module);
    if (id === undefined) throw notAModule(module);
    this.runtime.registry.add(id, this, this.inclusion, this.runtime.evaluating().at(-1));
    if (this.automatic && this.runtime.hasPending()) void this.runtime.request(requestBy('registration'));
    return this.runtime.accessorOf(id);
  }

  unregister(module: object | ModuleId): void {
    const id = this.runtime.identify(module);
    if (id !== undefined && this.runtime.registry.get(id)?.holder === this) this.runtime.registry.remove(id);
  }

  canRegister(module: unknown): CanRegister {
    return checkRegistration(this.runtime, this, module, this.inclusion, (value) => value instanceof Reloader);
  }

  on(event: 'outcome', listener: (outcome: Outcome) => void): Unsubscribe {
    checkListener(event, listener, ['outcome']);
    return this.runtime.onOutcome(listener);
  }

  /** Ends whatever the reloader has started. */
  abstract stop(): void;
}

/** Applies updates as soon as a build is published. */
export class AutomaticReloader extends Reloader implements AutomaticReloaderApi {
  /** @internal */
  readonly manual: boolean = false;
  #finish = (): void => undefined;
  #finished: Promise<void> = this.#promiseEnd();
  #running = false;
  #stopped = false;
  #referenced = false;
  #letGo: Unsubscribe | undefined;

  get finished(): Promise<void> {
    return this.#finished;
  }

  /** @internal Modules of a reloader that does not run wait until it does. */
  get automatic(): boolean {
    return this.#running;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    if (this.#stopped) this.#finished = this.#promiseEnd();
    this.#stopped = false;
    this.#hold();
    if (this.runtime.hasPending()) void this.runtime.request(requestBy('registration'));
  }

  /** May be handed on by itself: `process.once('SIGTERM', reloader.stop)`. */
  readonly stop = (): void => {
    this.#running = false;
    this.#stopped = true;
    this.#hold();
    this.#finish();
  };

  ref(): this {
    this.#referenced = true;
    this.#hold();
    return this;
  }

  unref(): this {
    this.#referenced = false;
    this.#hold();
    return this;
  }

  #promiseEnd(): Promise<void> {
    return new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  #hold(): void {
    const holds = this.#running && this.#referenced;
    if (holds) this.#letGo ??= this.runtime.keepAlive();
    else this.#letGo?.();
    if (!holds) this.#letGo = undefined;
  }
}

/** Applies updates when it is told to. */
export class ManualReloader extends Reloader implements ManualReloaderApi {
  /** @internal */
  readonly automatic: boolean = false;
  /** @internal */
  readonly manual: boolean = true;
  readonly #listening = new Set<Unsubscribe>();

  reload(): Promise<Outcome> {
    return this.runtime.request(requestFor(new Set([this]), this.runtime.registry.all()));
  }

  listen(signal: NodeJS.Signals = 'SIGUSR2'): Unsubscribe {
    const unlisten = this.runtime.listenTo(signal, this);
    const stop = (): void => {
      this.#listening.delete(stop);
      unlisten();
    };
    this.#listening.add(stop);
    return stop;
  }

  /** Stops listening to every signal. */
  stop(): void {
    for (const unlisten of [...this.#listening]) unlisten();
  }
}
