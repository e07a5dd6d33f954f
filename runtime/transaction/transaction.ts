/** Moves the process from one generation to the next: everything holds, or everything is undone. */

import { asyncNamespace } from '../async-module';
import type { Evaluations } from '../evaluation';
import type { ExportsHomes } from '../exports-home';
import { type HotHost, type HotModule, isThenable } from '../host';
import type { ModuleId } from '../protocol';
import type { Registry, Release } from '../registry';
import type { Plan } from '../update-plan';
import type { UpdateStore } from '../update-store';
import { callAcceptHandlers } from './acceptance';
import { type Disposal, dispose } from './disposal';
import { type Eviction, evict, reinstate, relink } from './eviction';

/** What a transaction works on. */
export interface TransactionParts {
  readonly host: HotHost;
  readonly homes: ExportsHomes;
  readonly evaluations: Evaluations;
  readonly store: UpdateStore;
  /** Rejects when work has not settled in time. */
  readonly limit: (work: PromiseLike<unknown>) => Promise<unknown>;
  /** Ends what belongs to instances that leave. */
  readonly registry: Pick<Registry, 'release'>;
}

/** How a transaction ended. */
export type Result = { readonly disposal: Disposal } & (
  | { readonly kind: 'committed'; readonly evaluated: ReadonlyMap<ModuleId, HotModule> }
  | { readonly kind: 'rolled-back' | 'broken'; readonly error: unknown }
);

/** Carries out a plan; nothing is asynchronous unless user code is. */
export async function runTransaction(parts: TransactionParts, plan: Plan): Promise<Result> {
  const leaving = [...plan.outdated].reverse().flatMap((id) => {
    const instance = parts.host.cache[id];
    return instance === undefined ? [] : [[id, instance] as const];
  });
  const pending = dispose(leaving, parts.limit);
  const disposal = isThenable(pending) ? await pending : pending;
  const stage = new Stage(parts, plan, disposal);
  try {
    const waiting = stage.enter();
    if (waiting.length > 0) await parts.limit(Promise.all(waiting));
  } catch (error) {
    return { disposal, error, kind: stage.rollBack() };
  }
  return { disposal, kind: 'committed', evaluated: stage.commit() };
}

/** One attempt, with what is needed to undo it. */
class Stage {
  readonly #parts: TransactionParts;
  readonly #plan: Plan;
  readonly #disposal: Disposal;
  #eviction: Eviction = { instances: new Map(), parents: new Map(), children: new Map() };
  #evaluated: ReadonlyMap<ModuleId, HotModule> = new Map();
  #uninstall: () => void = () => undefined;
  #release: Release | undefined;

  constructor(parts: TransactionParts, plan: Plan, disposal: Disposal) {
    this.#parts = parts;
    this.#plan = plan;
    this.#disposal = disposal;
  }

  /** Replaces the old instances by new ones; returns what is still to settle. */
  enter(): readonly PromiseLike<unknown>[] {
    this.#evict();
    this.#uninstall = this.#parts.store.install(this.#plan.install);
    return this.#evaluate();
  }

  commit(): ReadonlyMap<ModuleId, HotModule> {
    const { host, homes, evaluations, store } = this.#parts;
    relink(host, this.#eviction, this.#evaluated);
    homes.commit();
    evaluations.stopRecording();
    this.#release?.finish();
    store.commit(this.#plan.install);
    return this.#evaluated;
  }

  /** Brings the old instances back, or new ones of the old code where the old ones were disposed of. */
  rollBack(): 'rolled-back' | 'broken' {
    try {
      this.#undo();
      if (this.#disposal.touched) this.#revive();
      return 'rolled-back';
    } catch {
      return 'broken';
    } finally {
      this.#parts.evaluations.stopRecording();
    }
  }

  #evict(): void {
    const { host, homes, evaluations, registry } = this.#parts;
    homes.begin(keptModules(this.#plan), false);
    this.#release = registry.release(this.#plan.outdated);
    this.#evaluated = evaluations.startRecording();
    this.#eviction = evict(host, this.#plan);
    for (const [id, data] of this.#disposal.data) host.leaveData(id, data);
  }

  #evaluate(): readonly PromiseLike<unknown>[] {
    const { host } = this.#parts;
    for (const id of this.#plan.boundaries) {
      if (host.cache[id] === undefined) this.#eviction.instances.get(id)?.hot._requireSelf();
    }
    const accepts = callAcceptHandlers(host, this.#plan.accepted);
    const modules = [...this.#evaluated.values()]
      .map(({ exports }) => exports)
      .filter((exports) => asyncNamespace(exports) !== undefined)
      .filter(isThenable);
    return [...modules, ...accepts];
  }

  #undo(): void {
    const { host, homes } = this.#parts;
    reinstate(host, this.#eviction, this.#evaluated);
    this.#uninstall();
    homes.rollBack();
    this.#release?.takeBack();
  }

  #revive(): void {
    this.#evict();
    this.#evaluate();
    relink(this.#parts.host, this.#eviction, this.#evaluated);
    this.#parts.homes.commit();
    this.#release?.finish();
  }
}

/** The modules whose importers are not evaluated again: their exports object has to stay. */
function keptModules({ boundaries, accepted }: Plan): ReadonlySet<ModuleId> {
  return new Set([...boundaries, ...[...accepted.values()].flatMap((dependencies) => [...dependencies])]);
}
