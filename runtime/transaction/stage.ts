/** Holds one attempt at a new generation, with everything that is needed to undo it. */

import type { ApplyOptions } from '../apply-options';
import { asyncNamespace, isAsyncCode } from '../async-module';
import type { Evaluations } from '../evaluation';
import type { ExportsHomes } from '../exports-home';
import type { HotHost, HotModule } from '../host';
import type { KeptResources, TakeBack } from '../kept/kept-resources';
import type { ModuleId } from '../protocol/identifiers';
import { isCode } from '../removed-module';
import type { Registry, Release } from '../registry';
import type { Plan } from '../update-plan';
import type { UpdateStore } from '../update-store';
import { callAcceptHandlers, requireAccepted, requireSelfAccepted } from './acceptance';
import { discard, type Discarding, type Disposal } from './disposal';
import { type Eviction, evict, reinstate, relink } from './eviction';
import { StageView } from './stage-view';
import { Unsettled } from './unsettled';

/** What a stage works on. */
export interface StageParts {
  readonly host: HotHost;
  readonly homes: ExportsHomes;
  readonly evaluations: Evaluations;
  readonly store: UpdateStore;
  /** Ends what belongs to instances that leave. */
  readonly registry: Pick<Registry, 'release'>;
  /** Has what instances that leave hand on. */
  readonly kept: KeptResources;
}

type Waiting = readonly PromiseLike<unknown>[];

/** The instances that left and those that came, from one eviction to its end. */
interface Swap {
  readonly eviction: Eviction;
  readonly evaluated: ReadonlyMap<ModuleId, HotModule>;
  readonly view: StageView;
  readonly release: Release;
  readonly takeBackClaims: TakeBack;
}

/** One attempt. */
export class Stage {
  readonly #parts: StageParts;
  readonly #plan: Plan;
  readonly #disposal: Disposal;
  readonly #options: ApplyOptions;
  readonly #staged: boolean;
  readonly #async: Unsettled;
  #swap: Swap | undefined;
  #uninstall: (() => void) | undefined;

  constructor(parts: StageParts, plan: Plan, disposal: Disposal, options: ApplyOptions) {
    this.#parts = parts;
    this.#plan = plan;
    this.#disposal = disposal;
    this.#options = options;
    this.#staged = isAsynchronous(parts, plan);
    this.#async = new Unsettled(parts.evaluations);
  }

  /** Replaces the old instances by new ones; returns what is still to settle. */
  enter(): Waiting {
    this.#swap = this.#exchange(this.#plan);
    this.#uninstall = this.#parts.store.install(this.#plan.install);
    return this.#evaluate(this.#plan.boundaries.filter((id) => !this.#plan.selfAccepted.has(id)));
  }

  /** Calls the accept handlers. */
  tellAccepting(): Waiting {
    return callAcceptHandlers(this.#parts, this.#plan.accepted, this.#options);
  }

  /** Evaluates accepted dependencies that no callback has required: those who hold their exports are still there. */
  enterAccepted(): Waiting {
    return this.#evaluateMore(() => {
      for (const [parent, dependencies] of this.#plan.accepted) {
        for (const id of dependencies) {
          const previous = this.#missing(id);
          if (previous !== undefined) requireAccepted(this.#parts, id, previous, parent, this.#options);
        }
      }
    });
  }

  /** Evaluates the modules that accept themselves. */
  enterSelfAccepted(): Waiting {
    return this.#evaluateMore(() => {
      for (const id of this.#plan.boundaries) {
        const previous = this.#plan.selfAccepted.has(id) ? this.#missing(id) : undefined;
        if (previous !== undefined) requireSelfAccepted(this.#parts, id, previous, this.#options);
      }
    });
  }

  /** Waits, while everybody outside of the stage sees the previous generation. */
  async wait(waiting: Waiting): Promise<void> {
    if (this.#staged) this.#swap?.view.hide();
    try {
      await Promise.all(waiting);
    } finally {
      this.#swap?.view.show();
    }
  }

  /** The time is over: names what has kept everybody waiting. */
  giveUp(error: unknown): never {
    this.#async.blame(error);
    throw error;
  }

  commit(): ReadonlyMap<ModuleId, HotModule> {
    this.#finish();
    this.#parts.store.commit(this.#plan.install);
    return this.#swap?.evaluated ?? new Map<ModuleId, HotModule>();
  }

  /** Ends what the new instances have begun, as far as their dispose handlers do. */
  discard(limit: (work: PromiseLike<unknown>) => Promise<unknown>): Discarding {
    const { evaluations } = this.#parts;
    this.#swap?.view.show();
    return discard(this.#swap?.evaluated ?? [], (instance) => evaluations.hasFailed(instance), limit);
  }

  /** Brings the old instances back. */
  reinstate(): void {
    const { host, homes, evaluations } = this.#parts;
    const swap = this.#swap;
    if (swap === undefined) return;
    evaluations.stopRecording();
    this.#unsettled();
    reinstate(host, swap.eviction, swap.evaluated);
    this.#uninstall?.();
    homes.rollBack();
    swap.release.takeBack();
    swap.takeBackClaims(swap.evaluated.values());
    this.#swap = undefined;
  }

  /**
   * Evaluates the code of the old instances again, where these were disposed of.
   *
   * @returns what is still to settle before {@link settleUndone}
   */
  revive(): Waiting {
    if (!this.#disposal.touched) return [];
    const { host } = this.#parts;
    const again = new Set([...this.#plan.outdated].filter((id) => this.#isEvaluated(id)));
    // Nobody who accepts a module is told: they go on holding it.
    this.#swap = this.#exchange({ outdated: again, accepted: new Map() });
    const isHeld = (id: ModuleId): boolean =>
      this.#swap?.eviction.instances.get(id)?.parents.some((parent) => host.cache[parent] !== undefined) === true;
    return this.#evaluate([...keptModules(this.#plan), ...[...again].filter(isHeld)]);
  }

  /** Whether a module's code has run to its end: an error may have been taken by the application. */
  #isEvaluated(id: ModuleId): boolean {
    const instance = this.#parts.host.cache[id];
    return instance !== undefined && !this.#parts.evaluations.hasFailed(instance);
  }

  /** Ends {@link revive}. */
  settleUndone(): void {
    if (this.#swap !== undefined) this.#finish();
  }

  /** The previous instance of a module, where there is none yet in its place. */
  #missing(id: ModuleId): HotModule | undefined {
    const { cache, factories } = this.#parts.host;
    return cache[id] === undefined && isCode(factories[id]) ? this.#swap?.eviction.instances.get(id) : undefined;
  }

  /** Evaluates modules; returns what is to settle of them. */
  #evaluateMore(work: () => void): Waiting {
    const before = new Set(this.#unsettled());
    work();
    return this.#unsettled().filter((promise) => !before.has(promise));
  }

  #exchange(leaving: Pick<Plan, 'outdated' | 'accepted'>): Swap {
    const { host, homes, evaluations, kept, registry } = this.#parts;
    homes.begin(keptModules(this.#plan), this.#staged);
    const release = registry.release(leaving.outdated);
    const evaluated = evaluations.startRecording();
    const eviction = evict(host, leaving);
    const takeBackClaims = kept.release(eviction.instances.values());
    for (const [id, data] of this.#disposal.data) host.leaveData(id, data);
    const view = new StageView(host, eviction.instances, evaluated);
    if (this.#staged) evaluations.routeThrough((work) => view.within(work));
    return { eviction, evaluated, view, release, takeBackClaims };
  }

  #evaluate(ids: readonly ModuleId[]): Waiting {
    for (const id of ids) {
      if (this.#parts.host.cache[id] === undefined) this.#swap?.eviction.instances.get(id)?.hot._requireSelf();
    }
    return this.#unsettled();
  }

  /** What the asynchronous modules that were evaluated export. */
  #unsettled(): Waiting {
    return this.#async.list(this.#swap?.evaluated ?? []);
  }

  #finish(): void {
    const { host, homes, evaluations } = this.#parts;
    evaluations.stopRecording();
    if (this.#swap === undefined) return;
    relink(host, this.#plan, this.#swap.eviction, this.#swap.evaluated);
    homes.commit();
    this.#swap.release.finish();
  }
}

/** The modules whose importers are not evaluated again: their exports object has to stay. */
function keptModules({ boundaries, accepted }: Plan): ReadonlySet<ModuleId> {
  return new Set([...boundaries, ...[...accepted.values()].flatMap((dependencies) => [...dependencies])]);
}

/** Whether the old or the new generation holds modules that take time to evaluate. */
function isAsynchronous({ host, store }: StageParts, plan: Plan): boolean {
  const isAsync = (id: ModuleId): boolean => asyncNamespace(host.cache[id]?.exports) !== undefined;
  return [...plan.outdated].some(isAsync) || [...plan.install].some((id) => isAsyncCode(store.pending.get(id)));
}
