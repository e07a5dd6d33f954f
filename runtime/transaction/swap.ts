/** Exchanges instances of modules for new ones, and can bring the old ones back. */

import type { Evaluations } from '../evaluation';
import type { ExportsHomes } from '../exports-home';
import type { HotHost, HotModule } from '../host';
import type { KeptResources, TakeBack } from '../kept/kept-resources';
import type { ModuleId } from '../protocol/identifiers';
import type { Registry, Release } from '../registry';
import { isCode } from '../removed-module';
import { type Eviction, evict, type Leaving, reinstate, relink } from './eviction';
import { StageView } from './stage-view';
import { Unsettled } from './unsettled';

/** What a swap works on. */
export interface SwapParts {
  readonly host: HotHost;
  readonly homes: ExportsHomes;
  readonly evaluations: Evaluations;
  /** Ends what belongs to instances that leave. */
  readonly registry: Pick<Registry, 'release'>;
  /** Has what instances that leave hand on. */
  readonly kept: KeptResources;
}

/** What is exchanged. */
export interface Exchange extends Leaving {
  /** The modules whose exports objects stay, since their importers do. */
  readonly held: ReadonlySet<ModuleId>;
  /** What the modules that leave hand to their successors. */
  readonly data: ReadonlyMap<ModuleId, object>;
  /** Whether nobody outside may see the new instances until all have settled. */
  readonly staged: boolean;
}

/** What is to settle. */
export type Waiting = readonly PromiseLike<unknown>[];

/** The instances that left and those that came, from one eviction to its end. */
export class Swap {
  /** The instances that were evaluated since, modules before what they require. */
  readonly evaluated: ReadonlyMap<ModuleId, HotModule>;
  readonly #parts: SwapParts;
  readonly #exchange: Exchange;
  readonly #eviction: Eviction;
  readonly #view: StageView;
  readonly #release: Release;
  readonly #takeBackClaims: TakeBack;
  readonly #async: Unsettled;

  /** Takes the old instances out. */
  constructor(parts: SwapParts, exchange: Exchange) {
    const { host, homes, evaluations, kept, registry } = parts;
    this.#parts = parts;
    this.#exchange = exchange;
    this.#async = new Unsettled(evaluations);
    homes.begin(exchange.held, exchange.staged);
    this.#release = registry.release(exchange.outdated);
    this.evaluated = evaluations.startRecording();
    this.#eviction = evict(host, exchange);
    this.#takeBackClaims = kept.release(this.#eviction.instances.values());
    for (const [id, data] of exchange.data) host.leaveData(id, data);
    const view = new StageView(host, this.#eviction.instances, this.evaluated);
    this.#view = view;
    if (exchange.staged) evaluations.routeThrough((work) => view.within(work));
  }

  /** The previous instance of a module, where there is none yet in its place. */
  missing(id: ModuleId): HotModule | undefined {
    const { cache, factories } = this.#parts.host;
    return cache[id] === undefined && isCode(factories[id]) ? this.#eviction.instances.get(id) : undefined;
  }

  /** Whether a module that is still there requires this one. */
  isHeld(id: ModuleId): boolean {
    const { cache } = this.#parts.host;
    return this.#eviction.instances.get(id)?.parents.some((parent) => cache[parent] !== undefined) === true;
  }

  /** Evaluates modules that have left, unless others have required them already; returns what is to settle. */
  evaluate(ids: readonly ModuleId[]): Waiting {
    const { cache } = this.#parts.host;
    for (const id of ids) {
      if (cache[id] === undefined) this.#eviction.instances.get(id)?.hot._requireSelf();
    }
    return this.#unsettled();
  }

  /** Returns what is to settle of the modules that `work` evaluates. */
  during(work: () => void): Waiting {
    const before = new Set(this.#unsettled());
    work();
    return this.#unsettled().filter((promise) => !before.has(promise));
  }

  /** Waits, while everybody outside sees the previous generation where the exchange is staged. */
  async wait(waiting: Waiting): Promise<void> {
    if (this.#exchange.staged) this.#view.hide();
    try {
      await Promise.all(waiting);
    } finally {
      this.#view.show();
    }
  }

  /** Shows the new instances to everybody. */
  show(): void {
    this.#view.show();
  }

  /** Names the module that keeps the others waiting. */
  blame(error: unknown): void {
    this.#async.blame(error);
  }

  /** Modules that stay, and have come to require instances that left, which nothing connects with the new ones. */
  findLatecomers(): readonly ModuleId[] {
    const { cache } = this.#parts.host;
    const { held, outdated } = this.#exchange;
    const isLate = (parent: ModuleId, id: ModuleId): boolean =>
      !outdated.has(parent) && cache[parent]?.children.includes(id) === true;
    return [...this.#eviction.instances].flatMap(([id, { parents }]) =>
      held.has(id) ? [] : parents.filter((parent) => isLate(parent, id)),
    );
  }

  /** The new instances stay. */
  finish({ accepted }: Pick<Leaving, 'accepted'>): void {
    const { host, homes, evaluations } = this.#parts;
    evaluations.stopRecording();
    relink(host, { accepted }, this.#eviction, this.evaluated);
    homes.commit();
    this.#release.finish();
  }

  /** The old instances come back. */
  undo(): void {
    const { host, homes, evaluations } = this.#parts;
    evaluations.stopRecording();
    // What rejects from now on has somebody who knows.
    this.#unsettled();
    reinstate(host, this.#eviction, this.evaluated);
    homes.rollBack();
    this.#release.takeBack();
    this.#takeBackClaims(this.evaluated.values());
  }

  /** What the asynchronous modules that were evaluated export. */
  #unsettled(): Waiting {
    return this.#async.list(this.evaluated);
  }
}
