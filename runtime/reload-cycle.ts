/** Carries out one reload request: fetch, plan, transact, and say what became of it. */

import { boundariesFor } from './boundary-policy';
import { serializeError } from './errors';
import type { ModuleGraph } from './module-graph';
import type { ModuleId, Outcome, ReloadMode, SerializedError } from './protocol';
import type { Registry } from './registry';
import type { ReloadRequest } from './reload-request';
import { runTransaction, type Result, type TransactionParts } from './transaction/transaction';
import { type Plan, planUpdate } from './update-plan';
import type { Fetched, UpdateSource } from './update-source/update-source';

/** What a cycle works with. */
export interface CycleParts extends TransactionParts {
  readonly mode: ReloadMode;
  readonly graph: ModuleGraph;
  readonly registry: Registry;
  readonly source: UpdateSource;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  /** Told just before the transaction. */
  readonly onStart: (plan: Plan) => void;
  /** Told how the transaction ended, after the generation was counted. */
  readonly onEnd: (plan: Plan, result: Result, generation: number) => void;
}

/** An outcome, and whether anybody wants to hear of it. */
export interface Conclusion {
  readonly outcome: Outcome;
  /** Whether something happened, or is waited for. */
  readonly newsworthy: boolean;
  /** Whether something could not be read that may be there later. */
  readonly incomplete: boolean;
}

type Unavailable = Extract<Fetched, { kind: 'unavailable' }>;
type OutcomeDetail = Outcome extends infer O ? (O extends Outcome ? Omit<O, 'generation' | 'ms' | 'pending'> : never) : never;

/** Counts generations and makes new ones. */
export class ReloadCycle {
  readonly #parts: CycleParts;
  #generation = 0;

  constructor(parts: CycleParts) {
    this.#parts = parts;
  }

  async run(request: ReloadRequest): Promise<Conclusion> {
    const { source, store } = this.#parts;
    const fetched = await source.fetch(store.build);
    const start = this.#parts.now();
    if (fetched.kind === 'update') store.add(fetched.update);
    const conclusion = await this.#apply(request, fetched, start);
    const news = fetched.kind !== 'current' || request.by !== 'build';
    return { ...conclusion, newsworthy: news && conclusion.newsworthy, incomplete: fetched.kind === 'unavailable' };
  }

  async #apply(request: ReloadRequest, fetched: Fetched, start: number): Promise<Conclusion> {
    if (request.by === 'build' && fetched.kind !== 'update') return this.#conclude(start, idleDetail(fetched));
    if (request.by !== 'person' && this.#parts.mode === 'manual') return this.#conclude(start, unchanged());
    const plan = this.#plan(request);
    if (plan.outdated.size === 0 && plan.install.size === 0) return this.#conclude(start, this.#settle(plan, fetched));
    this.#parts.onStart(plan);
    const result = await runTransaction(this.#parts, plan);
    if (result.kind === 'committed') this.#generation += 1;
    this.#parts.onEnd(plan, result, this.#generation);
    return this.#conclude(start, this.#describe(plan, result));
  }

  #plan(request: ReloadRequest): Plan {
    const { graph, registry, mode } = this.#parts;
    const { pending } = this.#parts.store;
    const changes = new Map<ModuleId, 'changed' | 'removed'>();
    for (const [id, factory] of pending) changes.set(id, factory === undefined ? 'removed' : 'changed');
    const forced = new Set([...request.force].filter((id) => graph.instance(id) !== undefined));
    return planUpdate({ graph, changes, forced, boundaryAt: boundariesFor(registry, request, mode) });
  }

  /** Nothing to evaluate: what is left are runtime modules, which go in where nothing was refused. */
  #settle(plan: Plan, fetched: Fetched): OutcomeDetail {
    if (plan.refused.length > 0) return { kind: 'refused', refused: plan.refused, warnings: [] };
    if (plan.waiting.length === 0) {
      this.#parts.store.install([]);
      this.#parts.store.commit([]);
    }
    return idleDetail(fetched);
  }

  #describe(plan: Plan, result: Result): OutcomeDetail {
    const warnings = result.disposal.failures.map(([id, error]) => serializeError(error, id));
    const modules = [...new Set([...plan.outdated, ...plan.install])];
    if (result.kind === 'committed') {
      return { kind: 'applied', modules, boundaries: plan.boundaries, refused: plan.refused, warnings };
    }
    const error = serializeError(result.error, this.#parts.evaluations.originOf(result.error));
    return { kind: result.kind, error, modules, warnings };
  }

  #conclude(start: number, detail: OutcomeDetail): Conclusion {
    const { now, store } = this.#parts;
    const ms = Math.round((now() - start) * 10) / 10;
    const common = { generation: this.#generation, ms, pending: [...store.pending.keys()] };
    const newsworthy = detail.kind !== 'unchanged' || detail.warnings.length > 0 || common.pending.length > 0;
    return { outcome: { ...common, ...detail }, newsworthy, incomplete: false };
  }
}

function unchanged(...warnings: readonly SerializedError[]): OutcomeDetail {
  return { kind: 'unchanged', warnings };
}

function idleDetail(fetched: Fetched): OutcomeDetail {
  switch (fetched.kind) {
    case 'lost':
      return { kind: 'refused', refused: [{ reason: 'lost', modules: [] }], warnings: [] };
    case 'unavailable':
      return unchanged((fetched satisfies Unavailable).error);
    case 'current':
    case 'update':
      return unchanged();
    default:
      return fetched satisfies never;
  }
}
