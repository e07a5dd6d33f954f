/** Makes outcomes of what happened. */

import { HotReloadError, serializeError } from './errors';
import type { Evaluations } from './evaluation';
import type { Outcome, SerializedError } from './protocol/outcome';
import type { Result } from './transaction/transaction';
import { listBoundaries, type Plan } from './update-plan';
import type { Fetched } from './update-source/update-source';

/** An outcome without what all outcomes have in common. */
export type OutcomeDetail = Outcome extends infer O
  ? O extends Outcome
    ? Omit<O, 'generation' | 'ms' | 'pending'>
    : never
  : never;

/** An outcome, and what only this process needs to know of it. */
export interface Conclusion {
  readonly outcome: Outcome;
  /** Whether something happened, or is waited for. */
  readonly newsworthy: boolean;
  /** Whether something could not be read that may be there later. */
  readonly incomplete: boolean;
  /** What user code threw, as it was thrown. */
  readonly thrown?: unknown;
}

/** Nothing was pending, or nothing may be applied. */
export function unchanged(...warnings: readonly SerializedError[]): OutcomeDetail {
  return { kind: 'unchanged', warnings };
}

/** Nothing was touched, for nothing of what is pending can be applied. */
export function refusal({ refused }: Pick<Plan, 'refused'>): OutcomeDetail {
  return { kind: 'refused', refused, warnings: [] };
}

/** What belongs to no module has thrown, and was taken out again. */
export function undone(thrown: unknown): OutcomeDetail {
  return { kind: 'rolled-back', error: serializeError(thrown), modules: [], warnings: [] };
}

/** Nothing was done; tells what kept the source from giving anything. */
export function describeFetch(fetched: Fetched): OutcomeDetail {
  switch (fetched.kind) {
    case 'lost':
      return { kind: 'refused', refused: [{ reason: 'lost', modules: [] }], warnings: [] };
    case 'unavailable':
      return unchanged(fetched.error);
    case 'current':
    case 'update':
      return unchanged();
    default:
      return fetched satisfies never;
  }
}

/**
 * Tells how a transaction ended.
 *
 * @param evaluations - knows which modules have thrown, and what
 */
export function describeResult(
  plan: Plan,
  result: Result,
  evaluations: Pick<Evaluations, 'originOf' | 'hasFailed'>,
): OutcomeDetail {
  const failures = [...result.disposal.failures, ...result.retired];
  const warnings = failures.map(([id, error]) => serializeError(error, id));
  const modules = [...new Set([...plan.outdated, ...plan.install])];
  if (result.kind === 'committed') {
    const failed = [...result.evaluated].filter(([, instance]) => evaluations.hasFailed(instance));
    warnings.push(...failed.map(([id]) => serializeError(errorTaken(), id)));
    return { kind: 'applied', modules, boundaries: listBoundaries(plan), refused: plan.refused, warnings };
  }
  warnings.push(...result.discarded.map(([id, thrown]) => serializeError(thrown, id)));
  if (result.kind === 'broken') warnings.push(serializeError(result.undoing, evaluations.originOf(result.undoing)));
  const error = serializeError(result.error, evaluations.originOf(result.error));
  return { kind: result.kind, error, modules, warnings };
}

function errorTaken(): HotReloadError {
  const sentence = 'The new code has thrown, and an error handler of the application has taken that: it is not live.';
  return new HotReloadError('ERROR_TAKEN', sentence);
}

/** Makes one detail of two transactions that belong together; the later one decides how they ended. */
export function mergeDetails(first: OutcomeDetail, second: OutcomeDetail): OutcomeDetail {
  if (first.kind !== 'applied') return second;
  const warnings = [...first.warnings, ...second.warnings];
  switch (second.kind) {
    case 'unchanged':
      return { ...first, warnings };
    case 'refused':
      return { ...first, refused: second.refused, warnings };
    case 'applied': {
      const modules = [...new Set([...first.modules, ...second.modules])];
      const boundaries = [...new Set([...first.boundaries, ...second.boundaries])];
      return { kind: 'applied', modules, boundaries, refused: second.refused, warnings };
    }
    case 'rolled-back':
    case 'broken':
      return { ...second, warnings };
    default:
      return second satisfies never;
  }
}
