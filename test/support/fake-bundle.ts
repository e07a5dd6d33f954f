/** Runs the real runtime in a fake bundle: a module graph is an object, an edit a call; no disk, no port, no timer. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';

import { installRuntime } from '../../runtime/current-runtime';
import { HotReloadError } from '../../runtime/errors';
import { HotRuntime } from '../../runtime/hot-runtime';
import { KeepAlive } from '../../runtime/keep-alive';
import type { Progress } from '../../runtime/presence/presence';
import type { LogLevel, ReloadMode } from '../../runtime/protocol/bootstrap-options';
import type { ModuleId } from '../../runtime/protocol/identifiers';
import type { Outcome } from '../../runtime/protocol/outcome';
import type { Holder } from '../../runtime/registry';
import { requestBy, requestFor } from '../../runtime/reload-request';
import { Reporter } from '../../runtime/reporter';
import { Signals } from '../../runtime/triggers/signals';
import { createWebpackHost } from '../../runtime/webpack-host';
import { compile } from './fake-modules';
import { type Edit, FakeSource } from './fake-source';
import type { FakeModule } from './fake-hot';
import { createFakeWebpack, type Exports, type FakeRequire } from './fake-webpack';

/** How a fake bundle differs from the usual one. */
export interface FakeBundleOptions {
  readonly mode?: ReloadMode;
  readonly signal?: string | false;
  readonly logLevel?: LogLevel;
  /** Whether a supervisor starts the process again where an update cannot be applied. */
  readonly restarts?: boolean;
  /** Whether this is a worker thread, which no supervisor starts again by itself. */
  readonly worker?: boolean;
  /** The modules that start the application, in order; `./main` where there is such a module. */
  readonly entries?: readonly ModuleId[];
}

const BOOTSTRAP = './node_modules/module-hot-reload/runtime/bootstrap.js';

/** A bundle that has been started, with everything the world outside does to it. */
export class FakeBundle {
  readonly runtime: HotRuntime;
  readonly require: FakeRequire;
  readonly source: FakeSource = new FakeSource();
  readonly process: EventEmitter = new EventEmitter();
  readonly outcomes: Outcome[] = [];
  /** What was printed, each line with its level. */
  readonly printed: string[] = [];
  /** What was told to those who keep the record of the process. */
  readonly told: (Progress & { readonly outcome: Outcome | undefined })[] = [];
  /** What webpack's runtime warned of. */
  readonly warnings: string[] = [];
  /** Milliseconds; nothing moves it but a test. */
  time = 0;
  /** How often something unreadable was put off. */
  retries = 0;
  keptAlive = false;
  /** Whether the newest build had errors. */
  hasFailedBuild = false;
  /** How long asynchronous work was waited for, in milliseconds. */
  readonly limits: number[] = [];
  readonly #expired = new Set<() => void>();
  #bySignal: Promise<Outcome> | undefined;

  constructor(modules: Edit, options: FakeBundleOptions = {}) {
    this.require = createFakeWebpack(this.source.hash, (message) => this.warnings.push(message));
    this.#add({ [BOOTSTRAP]: undefined, ...modules });
    let runtime: HotRuntime | undefined;
    this.#add({
      [BOOTSTRAP]: (_module, _exports, require) => {
        runtime = this.#boot(require, options);
      },
    });
    this.require(BOOTSTRAP);
    this.runtime = runtime as unknown as HotRuntime;
    this.runtime.onOutcome((outcome) => this.outcomes.push(outcome));
    const entries = options.entries ?? ('./main' in modules ? ['./main'] : []);
    for (const id of entries) this.require(id);
  }

  /** The exports that the bundle's own code gets. */
  exports<T = Exports>(id: ModuleId): T {
    return this.require<T>(id);
  }

  /** The instance that stands in the cache. */
  instance(id: ModuleId): FakeModule {
    const module = this.require.c[id];
    if (module === undefined) throw new Error(`${String(id)} has not been evaluated`);
    return module as FakeModule;
  }

  /** Makes the next build; no process has heard of it yet. */
  publish(edit: Edit): void {
    this.source.publish(edit);
  }

  /** Tells the process that a build may have been published. */
  ring(): Promise<Outcome> {
    return this.runtime.request(requestBy('build'));
  }

  /** Saves files while the compiler watches. */
  edit(edit: Edit): Promise<Outcome> {
    this.publish(edit);
    return this.ring();
  }

  /** Sends the process a signal; resolves with what became of the reload that it asked for, if it did. */
  async signal(name: string): Promise<Outcome | undefined> {
    this.#bySignal = undefined;
    this.process.emit(name);
    return this.#bySignal;
  }

  /** Lets the time of everything that is being waited for run out. */
  expire(): void {
    for (const reject of this.#expired) reject();
  }

  #add(modules: Edit): void {
    for (const [id, factory] of Object.entries(modules)) {
      if (factory !== undefined) this.require.m[id] = compile(factory);
    }
  }

  /** Does what the bootstrap module does, with parts that a test can see and steer. */
  #boot(
    require: FakeRequire,
    { mode = 'automatic', signal = 'SIGUSR2', logLevel = 'debug', restarts = false, worker = false }: FakeBundleOptions,
  ): HotRuntime {
    const print = (level: string) => (text: string) => void this.printed.push(`${level}: ${text}`);
    const reporter = new Reporter({ error: print('error'), warn: print('warn'), info: print('info') }, logLevel);
    const keepAlive = new KeepAlive();
    const signals = new Signals<Holder | 'all'>(
      this.process,
      (members) => {
        const holders = new Set([...members].filter((member) => member !== 'all'));
        const request = requestFor(holders, runtime.registry.all());
        this.#bySignal = runtime.request(members.has('all') ? { ...request, release: 'all' } : request);
      },
      (message) => reporter.warn(message),
    );
    const runtime = new HotRuntime({
      host: createWebpackHost(require, 'main', { kind: 'required', forget: () => undefined }),
      source: this.source,
      reporter,
      signals,
      options: { mode, settleTimeout: 10_000 },
      restarts,
      replaceable: !restarts || worker,
      presence: { tell: (progress, outcome) => void this.told.push({ ...progress, outcome }) },
      now: () => this.time,
      limit: (work, ms) => this.#limit(work, ms),
      context: new AsyncLocalStorage(),
      keepAlive: () => keepAlive.hold(),
      defer: setImmediate,
      hasFailedBuild: async () => this.hasFailedBuild,
      tryAgainLater: () => {
        this.retries += 1;
      },
    });
    installRuntime(runtime);
    if (mode === 'manual' && signal !== false) signals.listen(signal, 'all');
    keepAlive.attach({ ref: () => (this.keptAlive = true), unref: () => (this.keptAlive = false) });
    return runtime;
  }

  async #limit(work: PromiseLike<unknown>, ms: number): Promise<unknown> {
    this.limits.push(ms);
    let expire = (): void => undefined;
    const over = new Promise<never>((_, reject) => {
      expire = () => reject(new HotReloadError('NOT_SETTLED', 'The time is over.'));
    });
    this.#expired.add(expire);
    try {
      return await Promise.race([work, over]);
    } finally {
      this.#expired.delete(expire);
    }
  }
}

/** Starts a bundle. */
export function startBundle(modules: Edit, options?: FakeBundleOptions): FakeBundle {
  return new FakeBundle(modules, options);
}
