/** Carries out one reload request: fetch, plan, transact. */

import { announceEffects } from './apply-options';
import {
  type Conclusion,
  describeFetch,
  describeResult,
  mergeDetails,
  type OutcomeDetail,
  refusal,
  unchanged,
  undone,
} from './outcomes';
import type { ModuleId } from './protocol/identifiers';
import type { ReloadNotices } from './reload-notices';
import type { ReloadRequest } from './reload-request';
import { isWhole, planRequest, type Situation } from './request-plan';
import { runTransaction, type TransactionParts } from './transaction/transaction';
import type { Fetched, UpdateSource } from './update-source/update-source';
import type { PatchPart, Update } from './update-store';

/** What a cycle works with. */
export interface CycleParts extends Situation, Omit<TransactionParts, 'limit' | keyof Situation> {
  /** Rejects when work has not settled within so many milliseconds. */
  readonly limit: (work: PromiseLike<unknown>, ms: number) => Promise<unknown>;
  /** How long asynchronous code may take, in milliseconds, where no reloader says otherwise. */
  readonly settleTimeout: number;
  readonly source: UpdateSource;
  /** Emptied here. */
  readonly invalidated: Set<ModuleId>;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  readonly notices: ReloadNotices;
}

/** What came of one transaction, or of the attempt to make one. */
interface Turn {
  readonly detail: OutcomeDetail;
  readonly thrown?: unknown;
  /** Whether modules have come too late for it, and are to follow. */
  readonly isOvertaken?: boolean;
}

/** What is to be followed by a build. */
const PATCHES: ReadonlySet<PatchPart | undefined> = new Set(['ahead', 'renewed']);

/** How often modules may invalidate themselves while an update is applied, before that is taken for a loop. */
const MOST_TURNS = 100;

/** Counts generations and makes new ones. */
export class ReloadCycle {
  readonly #parts: CycleParts;
  #generation = 0;
  /** Whether a patch was refused: that is said when the build is there that contains it. */
  #withheld = false;
  /** Whether the last transaction was undone. */
  #hasFailed = false;

  constructor(parts: CycleParts) {
    this.#parts = parts;
  }

  async run(request: ReloadRequest): Promise<Conclusion> {
    const { now, source, store } = this.#parts;
    const fetched = await source.fetch(store.build);
    const start = now();
    const isNews = fetched.kind !== 'update' || this.#add(fetched.update);
    store.noticeLoaded();
    const found: Fetched = isNews ? fetched : { kind: 'current' };
    const isAsked = !this.#isNoReason(request) || found.kind !== 'current' || this.#parts.invalidated.size > 0;
    const { detail, isWithheld, ...rest } = this.#withhold(request, fetched, await this.#take(request, found));
    const ms = Math.round((now() - start) * 10) / 10;
    const pending = [...store.pending.keys()].filter((id) => this.#isAwaited(id));
    const outcome = { generation: this.#generation, ms, pending, ...detail };
    const isWorthy = detail.kind !== 'unchanged' || detail.warnings.length > 0 || pending.length > 0;
    return {
      outcome,
      newsworthy: isWorthy && isAsked && !isWithheld,
      incomplete: fetched.kind === 'unavailable',
      ...rest,
    };
  }

  /** Nobody waits for a removed module to go that is evaluated no more: its code alone is kept. */
  #isAwaited(id: ModuleId): boolean {
    const { graph, store } = this.#parts;
    return store.pending.get(id) !== undefined || graph.instance(id) !== undefined;
  }

  /** A build that says what a patch has said is no reason to try again what has failed. */
  #add(update: Update): boolean {
    const { store } = this.#parts;
    const isNews = store.add(update) || store.pending.size === 0 || this.#withheld;
    this.#withheld = false;
    return isNews;
  }

  /** A patch that is refused waits for its build, which may bring more than the patch did: then it is refused aloud. */
  #withhold({ by }: ReloadRequest, fetched: Fetched, turn: Turn): Turn & { readonly isWithheld: boolean } {
    const isPatch = fetched.kind === 'update' && PATCHES.has(fetched.update.patch);
    if (by !== 'build' || !isPatch || turn.detail.kind !== 'refused') return { ...turn, isWithheld: false };
    this.#withheld = true;
    return { detail: unchanged(), isWithheld: true };
  }

  /**
   * Whether a request alone is not a reason to try again: a bell may ring without a new build, and what has failed may have
   * changed the registrations before it failed.
   */
  #isNoReason({ by }: ReloadRequest): boolean {
    return by === 'build' || (by === 'registration' && this.#hasFailed);
  }

  /** Decides whether anything is done at all, and does it. */
  async #take(request: ReloadRequest, fetched: Fetched): Promise<Turn> {
    const { invalidated, mode } = this.#parts;
    const isIdle = this.#isNoReason(request) && fetched.kind !== 'update' && invalidated.size === 0;
    const isHeld = request.by === 'check' || (request.by !== 'person' && mode === 'manual');
    if (isIdle || isHeld) return { detail: describeFetch(fetched) };
    let turn = await this.#turn(request, request.force);
    let isDone = false;
    for (let count = 1; turn.detail.kind === 'applied' && !isDone && count < MOST_TURNS; count++) {
      if (invalidated.size === 0 && turn.detail.refused.length === 0 && turn.isOvertaken !== true) break;
      const next = await this.#turn(request, new Set());
      // What was refused may be taken now: the new code decides.
      isDone = next.detail.kind !== 'applied';
      turn = { ...next, detail: mergeDetails(turn.detail, next.detail) };
    }
    if (turn.detail.kind === 'refused' && !isWhole(this.#parts, request) && this.#isBesidesRefused(fetched))
      return this.#installRuntime(turn.detail);
    return turn.detail.kind === 'unchanged' ? { detail: describeFetch(fetched) } : turn;
  }

  /** Whether an update brings nothing of what is refused: that was so before, and keeps nothing else back. */
  #isBesidesRefused(fetched: Fetched): boolean {
    const { pending } = this.#parts.store;
    return fetched.kind === 'update' && ![...fetched.update.factories.keys()].some((id) => pending.has(id));
  }

  /** Makes one plan and carries it out. */
  async #turn(request: ReloadRequest, force: ReadonlySet<ModuleId>): Promise<Turn> {
    const { evaluations, invalidated, notices, registry } = this.#parts;
    const options = request.apply ?? {};
    const plan = planRequest(this.#parts, { ...request, force });
    invalidated.clear();
    announceEffects(plan.effects, options);
    if (plan.outdated.size === 0 && plan.install.size === 0) {
      if (plan.refused.length > 0) return { detail: refusal(plan) };
      return plan.waiting.length > 0 ? { detail: unchanged() } : this.#installRuntime(unchanged());
    }
    notices.start(plan);
    const ms = registry.settleTimeout(plan.boundaries, this.#parts.settleTimeout);
    const limit = (work: PromiseLike<unknown>): Promise<unknown> => this.#parts.limit(work, ms);
    const result = await runTransaction({ ...this.#parts, limit }, plan, options);
    this.#hasFailed = result.kind !== 'committed';
    if (result.kind === 'committed') this.#generation += 1;
    else for (const id of [...plan.outdated, ...plan.install]) invalidated.delete(id);
    notices.end(plan, result, this.#generation);
    const detail = describeResult(plan, result, evaluations);
    return result.kind === 'committed' ? { detail, isOvertaken: result.isOvertaken } : { detail, thrown: result.error };
  }

  /** Installs what belongs to no module, such as the names of chunks, which are not loaded yet. */
  #installRuntime(detail: OutcomeDetail): Turn {
    try {
      this.#parts.store.installRuntime();
      return { detail };
    } catch (thrown) {
      this.#hasFailed = true;
      return { detail: undone(thrown), thrown };
    }
  }
}
