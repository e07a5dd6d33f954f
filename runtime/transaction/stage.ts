/** Takes one attempt at a new generation step by step, and undoes it. */

import type { ApplyOptions } from '../apply-options';
import { asyncNamespace, isAsyncCode } from '../async-module';
import type { HotModule } from '../host';
import type { ModuleId } from '../protocol/identifiers';
import { listBoundaries, type Plan } from '../update-plan';
import type { UpdateStore } from '../update-store';
import { callAcceptHandlers, recallAcceptHandlers, requireAccepted, requireSelfAccepted } from './acceptance';
import { discard, type Discarding, type Disposal } from './disposal';
import type { Leaving } from './eviction';
import { Swap, type SwapParts, type Waiting } from './swap';

/** What a stage works on. */
export interface StageParts extends SwapParts {
  readonly store: UpdateStore;
}

/** What has become of an attempt that holds. */
export interface Commit {
  readonly evaluated: ReadonlyMap<ModuleId, HotModule>;
  /**
   * Whether modules were evaluated meanwhile, while handlers or modules took their time, with code or imports that are
   * replaced by now. Nothing else would ever replace them: they are pending, with the code that they have.
   */
  readonly isOvertaken: boolean;
}

/** One attempt. */
export class Stage {
  readonly #parts: StageParts;
  readonly #plan: Plan;
  readonly #disposal: Disposal;
  readonly #options: ApplyOptions;
  readonly #staged: boolean;
  #swap: Swap | undefined;
  #uninstall: (() => void) | undefined;
  /** Modules that are evaluated by now, with code that is about to be replaced, and were not when the plan was made. */
  #late: readonly ModuleId[] = [];
  /** Accepted dependencies whose new code has thrown, where the application took that. */
  readonly #failed = new Map<ModuleId, ReadonlySet<ModuleId>>();

  constructor(parts: StageParts, plan: Plan, disposal: Disposal, options: ApplyOptions) {
    this.#parts = parts;
    this.#plan = plan;
    this.#disposal = disposal;
    this.#options = options;
    this.#staged = isAsynchronous(parts, plan);
  }

  /** Replaces the old instances by new ones; returns what is still to settle. */
  enter(): Waiting {
    const { install, outdated } = this.#plan;
    this.#late = [...install].filter((id) => this.#parts.host.cache[id] !== undefined && !outdated.has(id));
    const swap = this.#exchange(this.#plan);
    this.#uninstall = this.#parts.store.install(this.#plan.install);
    return swap.evaluate(this.#plan.boundaries.filter((id) => !this.#plan.selfAccepted.has(id)));
  }

  /** Evaluates accepted dependencies: those who hold their exports are still there. */
  enterAccepted(): Waiting {
    return this.#evaluateMore((swap) => {
      for (const [parent, dependencies] of this.#plan.accepted) {
        const failed = [...dependencies].filter((id) => {
          const previous = swap.missing(id);
          return previous !== undefined && !requireAccepted(this.#parts, id, previous, parent, this.#options);
        });
        if (failed.length > 0) this.#failed.set(parent, new Set(failed));
      }
    });
  }

  /** Calls the accept handlers. */
  tellAccepting(): Waiting {
    return callAcceptHandlers(this.#parts, this.#plan.accepted, this.#failed, this.#options);
  }

  /** Evaluates the modules that accept themselves. */
  enterSelfAccepted(): Waiting {
    return this.#evaluateMore((swap) => {
      for (const id of this.#plan.boundaries) {
        const previous = this.#plan.selfAccepted.has(id) ? swap.missing(id) : undefined;
        if (previous !== undefined) requireSelfAccepted(this.#parts, id, previous, this.#options);
      }
    });
  }

  /** Waits, while everybody outside of the stage sees the previous generation. */
  async wait(waiting: Waiting): Promise<void> {
    await this.#swap?.wait(waiting);
  }

  /** The time is over: names what has kept everybody waiting. */
  giveUp(error: unknown): never {
    this.#swap?.blame(error);
    throw error;
  }

  commit(): Commit {
    const { store } = this.#parts;
    const late = new Set([...this.#late, ...(this.#swap?.findLatecomers() ?? [])]);
    this.#swap?.finish(this.#plan);
    store.commit(this.#plan.install);
    store.recall(late);
    return { evaluated: this.#swap?.evaluated ?? new Map<ModuleId, HotModule>(), isOvertaken: late.size > 0 };
  }

  /** Ends what the new instances have begun, as far as their dispose handlers do. */
  discard(limit: (work: PromiseLike<unknown>) => Promise<unknown>): Discarding {
    const { evaluations } = this.#parts;
    this.#swap?.show();
    return discard(this.#swap?.evaluated ?? [], (instance) => evaluations.hasFailed(instance), limit);
  }

  /** Brings the old instances back. */
  reinstate(): void {
    this.#swap?.undo();
    this.#swap = undefined;
    this.#uninstall?.();
  }

  /**
   * Evaluates the code of the old instances again, where these were disposed of.
   *
   * @returns what is still to settle before {@link settleUndone}
   */
  revive(): Waiting {
    if (!this.#disposal.touched) return [];
    const again = new Set([...this.#plan.outdated].filter((id) => this.#isEvaluated(id)));
    const swap = this.#exchange({ outdated: again, accepted: new Map() });
    return swap.evaluate([...listBoundaries(this.#plan), ...[...again].filter((id) => swap.isHeld(id))]);
  }

  /** Ends {@link revive}, and tells those who accept what was evaluated again. */
  settleUndone(limit: (work: PromiseLike<unknown>) => Promise<unknown>): Discarding {
    if (this.#swap === undefined) return { pending: [], failures: [] };
    this.#swap.finish(this.#plan);
    return recallAcceptHandlers(this.#parts.host, this.#plan.accepted, limit);
  }

  /** Whether a module's code has run to its end: an error may have been taken by the application. */
  #isEvaluated(id: ModuleId): boolean {
    const instance = this.#parts.host.cache[id];
    return instance !== undefined && !this.#parts.evaluations.hasFailed(instance);
  }

  #evaluateMore(work: (swap: Swap) => void): Waiting {
    const swap = this.#swap;
    return swap === undefined ? [] : swap.during(() => work(swap));
  }

  #exchange(leaving: Leaving): Swap {
    const { data } = this.#disposal;
    // Their exports object has to stay.
    const held = new Set(listBoundaries(this.#plan));
    const swap = new Swap(this.#parts, { ...leaving, held, data, staged: this.#staged });
    this.#swap = swap;
    return swap;
  }
}

/** Whether the old or the new generation holds modules that take time to evaluate. */
function isAsynchronous({ host, store }: StageParts, plan: Plan): boolean {
  const isAsync = (id: ModuleId): boolean => asyncNamespace(host.cache[id]?.exports) !== undefined;
  return [...plan.outdated].some(isAsync) || [...plan.install].some((id) => isAsyncCode(store.pending.get(id)));
}
