/** Puts the parts of one runtime together. */

import type { InclusionOptions, KeepKey, Unsubscribe } from './api';
import { visibleExports } from './async-module';
import type { Runtime } from './current-runtime';
import { serializeError } from './errors';
import { Evaluations } from './evaluation';
import { ExportsHomes } from './exports-home';
import { isObject } from './exports-object';
import { installHotApi } from './hot-api';
import { HotStatus } from './hot-status';
import { Identities } from './identities';
import type { Inclusion } from './include-strategy';
import { KeptResources } from './kept/kept-resources';
import { Listeners } from './listeners';
import { ModuleGraph } from './module-graph';
import { ModuleWrapper } from './module-wrapper';
import type { Conclusion } from './outcomes';
import type { ModuleId } from './protocol/identifiers';
import type { Outcome } from './protocol/outcome';
import { type Holder, Registry } from './registry';
import { needsReplacement, replaceBy, type WhenRefused } from './replacement';
import { ReloadCycle } from './reload-cycle';
import { ReloadNotices } from './reload-notices';
import { mergeRequests, type ReloadRequest, requestBy } from './reload-request';
import { Resources } from './resources';
import type { RuntimeParts } from './runtime-parts';
import { UpdateQueue } from './update-queue';
import { UpdateStore } from './update-store';

/** The one runtime of a bundle. */
export class HotRuntime implements Runtime {
  readonly registry: Registry;
  readonly #parts: RuntimeParts;
  readonly #homes = new ExportsHomes();
  readonly #evaluations: Evaluations;
  readonly #kept: KeptResources;
  readonly #graph: ModuleGraph;
  readonly #store: UpdateStore;
  readonly #status: HotStatus;
  readonly #invalidated = new Set<ModuleId>();
  readonly #queue: UpdateQueue<ReloadRequest, Conclusion>;
  readonly #outcomes: Listeners<Outcome>;
  readonly #notices: ReloadNotices;
  readonly #identities: Identities<ModuleWrapper>;

  constructor(parts: RuntimeParts) {
    const { host, source, limit, options } = parts;
    this.#parts = parts;
    const report = (error: unknown): void => {
      this.reportListenerError(error);
    };
    this.#status = new HotStatus((work) => limit(work, options.settleTimeout), report);
    host.useExportHelpers(this.#homes);
    this.#store = new UpdateStore(host);
    this.#evaluations = new Evaluations(host, this.#homes, this.#store, parts.context);
    this.#kept = new KeptResources(this.#evaluations);
    this.#graph = new ModuleGraph(host, new Resources(() => source.resources()));
    this.registry = new Registry(this.#graph);
    this.#outcomes = new Listeners(report);
    this.#identities = this.#createIdentities();
    this.#notices = new ReloadNotices(
      () => this.#identities.wrappers(),
      (error) => this.#evaluations.originOf(error),
    );
    this.#queue = this.#createQueue();
    this.#installHotApi();
  }

  /** Begins with the newest code that is published, before anything of the application is evaluated. */
  begin(): void {
    const update = this.#parts.source.fetchNow(this.#store.build);
    if (update === undefined) return;
    try {
      this.#store.begin(update);
    } catch (error) {
      this.reportListenerError(error);
    }
  }

  identify(module: unknown): ModuleId | undefined {
    return this.#identities.identify(module);
  }

  evaluating(): readonly ModuleId[] {
    return this.#evaluations.current;
  }

  exportsOf(id: ModuleId): unknown {
    const instance = this.#graph.instance(id);
    return visibleExports(instance === undefined ? this.#evaluations.require(id) : instance.exports);
  }

  write(id: ModuleId, name: PropertyKey, value: unknown): boolean {
    const exports = this.exportsOf(id);
    return isObject(exports) && this.#homes.override(exports, name, value);
  }

  resourceOf(id: ModuleId): string {
    return this.#graph.resource(id);
  }

  generationOf(id: ModuleId): number {
    return this.#notices.generationOf(id);
  }

  accessorOf(id: ModuleId): object {
    return this.#identities.accessorOf(id);
  }

  wrapperOf(id: ModuleId, options: InclusionOptions): ModuleWrapper {
    return this.#identities.wrapperOf(id, options);
  }

  included(id: ModuleId, inclusion: Inclusion): readonly ModuleId[] {
    return this.registry.included(id, inclusion);
  }

  keep<T>(key: KeepKey, factory: () => T, dispose: (resource: Awaited<T>) => unknown): T {
    return this.#kept.keep(key, factory, dispose);
  }

  renew<T>(factory: () => T, dispose: (resource: Awaited<T>) => unknown): T {
    return this.#kept.renew(factory, dispose);
  }

  hasPending(): boolean {
    return this.#store.pending.size > 0;
  }

  async request(request: ReloadRequest): Promise<Outcome> {
    const { outcome } = await this.#queue.request(request);
    return outcome;
  }

  onOutcome(listener: (outcome: Outcome) => void): Unsubscribe {
    return this.#outcomes.add(listener);
  }

  listenTo(signal: string, holder: Holder): Unsubscribe {
    return this.#parts.signals.listen(signal, holder);
  }

  keepAlive(): Unsubscribe {
    return this.#parts.keepAlive();
  }

  reportListenerError(error: unknown): void {
    this.#parts.reporter.problem(serializeError(error));
  }

  #createIdentities(): Identities<ModuleWrapper> {
    return new Identities({
      ownerOf: (exports) => this.#homes.ownerOf(exports),
      has: (id) => this.#graph.has(id),
      targetOf: (id) => ({
        read: () => Object(this.exportsOf(id)) as object,
        write: (name, value) => this.write(id, name, value),
      }),
      wrap: (id, inclusion) => new ModuleWrapper(this, id, inclusion),
    });
  }

  #createQueue(): UpdateQueue<ReloadRequest, Conclusion> {
    const { host, source, options, now, limit } = this.#parts;
    const cycle = new ReloadCycle({
      host,
      source,
      now,
      mode: options.mode,
      restarts: this.#parts.restarts,
      homes: this.#homes,
      evaluations: this.#evaluations,
      kept: this.#kept,
      store: this.#store,
      graph: this.#graph,
      registry: this.registry,
      status: this.#status,
      invalidated: this.#invalidated,
      limit,
      settleTimeout: options.settleTimeout,
      notices: this.#notices,
    });
    return new UpdateQueue(async (request) => {
      const conclusion = await cycle.run(request);
      await this.#conclude(request, conclusion);
      return conclusion;
    }, mergeRequests);
  }

  async #conclude(request: ReloadRequest, { outcome, newsworthy, incomplete }: Conclusion): Promise<void> {
    if (incomplete) this.#parts.tryAgainLater();
    const replacers = newsworthy ? this.#replacersFor(request, outcome) : [];
    if (newsworthy) this.#parts.reporter.outcome(outcome, replacers.length > 0);
    // What is about to be replaced is no news for those who would restart the whole process.
    if (replacers.length === 0) {
      this.#parts.presence.tell({ ...outcome, build: this.#store.build }, newsworthy ? outcome : undefined);
    }
    if (newsworthy || request.by === 'person') this.#outcomes.emit(outcome);
    replaceBy(replacers, outcome, (error) => this.reportListenerError(error));
    if (outcome.kind !== 'unchanged' || request.by === 'person') {
      await this.#status.conclude(outcome.kind, this.#parts.defer);
    }
  }

  /** An application that applies updates itself sees to what is refused then. */
  #replacersFor(request: ReloadRequest, outcome: Outcome): readonly WhenRefused[] {
    const isOwn = this.#parts.replaceable && request.apply === undefined;
    return isOwn && needsReplacement(outcome) ? this.registry.replacers() : [];
  }

  #installHotApi(): void {
    installHotApi(this.#parts.host, {
      status: this.#status,
      invalidated: this.#invalidated,
      look: async () => {
        const { outcome } = await this.#queue.request(requestBy('check'));
        if (!this.#store.isAhead && !(await this.#parts.hasFailedBuild())) return undefined;
        return outcome.pending.filter((id) => this.#store.pending.get(id) !== undefined);
      },
      apply: (options) => this.#queue.request({ ...requestBy('person'), release: 'all', apply: options }),
      applyInvalidated: () => {
        if (this.#parts.options.mode === 'automatic') void this.request(requestBy('registration'));
      },
    });
  }
}
