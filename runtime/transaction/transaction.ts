/** Moves the process from one generation to the next: everything holds, or everything is undone. */

import type { ApplyOptions } from '../apply-options';
import { isThenable } from '../host';
import type { HotStatus } from '../hot-status';
import { retire } from '../kept/retirement';
import type { Plan } from '../update-plan';
import { type Disposal, dispose, type Failures } from './disposal';
import { type Commit, Stage, type StageParts } from './stage';

/** What a transaction works on. */
export interface TransactionParts extends StageParts {
  readonly status: HotStatus;
  /** Rejects when work has not settled in time. */
  readonly limit: (work: PromiseLike<unknown>) => Promise<unknown>;
}

/** How a transaction ended. */
export type Result = Attempt & {
  /** What went wrong while resources that nobody claims any more were disposed of, with the module they belonged to. */
  readonly retired: Failures;
};

type Attempt = { readonly disposal: Disposal } & (
  ({ readonly kind: 'committed' } & Commit) | ({ readonly error: unknown } & Undoing)
);

/** How undoing has ended, and what went wrong in handlers of instances that were never live, or of those told of it. */
type Undoing = { readonly discarded: Failures } & (
  { readonly kind: 'rolled-back' } | { readonly kind: 'broken'; readonly undoing: unknown }
);

/** Carries out a plan, then ends what nobody claims any more; nothing is asynchronous unless user code is. */
export async function runTransaction(parts: TransactionParts, plan: Plan, options: ApplyOptions): Promise<Result> {
  const attempt = await makeAttempt(parts, plan, options);
  const unclaimed = isSettled(attempt, parts) ? parts.kept.takeUnclaimed() : [];
  return { ...attempt, retired: unclaimed.length === 0 ? [] : await retire(unclaimed, parts.limit) };
}

/**
 * Whether nobody uses what the generation before has kept. Where undoing failed, or the application took an error,
 * importers hold some exports of before until the next update.
 */
function isSettled(attempt: Attempt, { evaluations }: TransactionParts): boolean {
  switch (attempt.kind) {
    case 'committed':
      return ![...attempt.evaluated.values()].some((instance) => evaluations.hasFailed(instance));
    case 'rolled-back':
      return true;
    case 'broken':
      return false;
    default:
      return attempt satisfies never;
  }
}

async function makeAttempt(parts: TransactionParts, plan: Plan, options: ApplyOptions): Promise<Attempt> {
  const { host, limit, status } = parts;
  const handlers = [status.set('dispose')];
  const leaving = [...plan.outdated].reverse().flatMap((id) => {
    const instance = host.cache[id];
    return instance === undefined ? [] : [[id, instance] as const];
  });
  const pending = dispose(leaving, limit);
  const disposal = isThenable(pending) ? await pending : pending;
  handlers.push(status.set('apply'));
  const stage = new Stage(parts, plan, disposal, options);
  try {
    const work = advance(stage, limit);
    if (work !== undefined) await work;
    const busy = handlers.filter((handler) => handler !== undefined);
    if (busy.length > 0) await Promise.all(busy);
  } catch (error) {
    return { disposal, error, ...(await rollBack(stage, limit)) };
  }
  return { disposal, kind: 'committed', ...stage.commit() };
}

/**
 * Takes the steps one after the other; returns a promise only where one of them has to be waited for. Accept handlers
 * may take their time, and read new exports all the while: until then every module has to be new.
 */
function advance(stage: Stage, limit: TransactionParts['limit']): Promise<void> | undefined {
  const enterRest = (): readonly PromiseLike<unknown>[] => [...stage.tellAccepting(), ...stage.enterSelfAccepted()];
  const steps = [() => stage.enter(), () => stage.enterAccepted(), enterRest];
  const next = (from: number): Promise<void> | undefined => {
    for (const [index, step] of steps.entries()) {
      if (index < from) continue;
      const waiting = step();
      if (waiting.length === 0) continue;
      const settled = limit(stage.wait(waiting)).catch((error: unknown) => stage.giveUp(error));
      return settled.then(() => next(index + 1));
    }
    return undefined;
  };
  return next(0);
}

/**
 * Undoes the stage; where old instances were disposed of, new ones take their place. Everybody sees the old ones while
 * dispose handlers of those that were never live take their time.
 */
async function rollBack(stage: Stage, limit: TransactionParts['limit']): Promise<Undoing> {
  const { pending, failures } = stage.discard(limit);
  try {
    stage.reinstate();
    if (pending.length > 0) await Promise.all(pending);
    const waiting = stage.revive();
    if (waiting.length > 0) await limit(stage.wait(waiting));
    const told = stage.settleUndone(limit);
    if (told.pending.length > 0) await Promise.all(told.pending);
    return { kind: 'rolled-back', discarded: [...failures, ...told.failures] };
  } catch (undoing) {
    return { kind: 'broken', discarded: failures, undoing };
  }
}
