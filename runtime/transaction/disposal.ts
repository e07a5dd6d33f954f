/** Runs the dispose handlers of modules that are about to be replaced. */

import { callSafely, type DisposeHandler, type HotModule } from '../host';
import type { ModuleId } from '../protocol/identifiers';

/** What the handlers left behind. */
export interface Disposal {
  /** What each module handed to its successor. */
  readonly data: ReadonlyMap<ModuleId, object>;
  /** Whether there was any handler at all. */
  readonly touched: boolean;
  readonly failures: Failures;
}

/** What handlers threw, with the module they belong to. */
export type Failures = readonly (readonly [ModuleId, unknown])[];

/** A handler that is to be called. */
interface Call {
  readonly id: ModuleId;
  readonly instance: HotModule;
  readonly handler: DisposeHandler;
  readonly own: object;
}

/** What handlers do that are called all at once. */
export interface Discarding {
  /** What they have yet to do. */
  readonly pending: readonly Promise<unknown>[];
  /** To be read once that is done. */
  readonly failures: Failures;
}

/**
 * Calls the handlers in order; waits for those that return a promise, and only then is anything asynchronous.
 *
 * @param modules - dependents before what they depend on
 * @param limit - rejects when a promise has not settled in time
 */
export function dispose(
  modules: Iterable<readonly [ModuleId, HotModule]>,
  limit: (work: PromiseLike<unknown>) => Promise<unknown>,
): Disposal | Promise<Disposal> {
  const failures: (readonly [ModuleId, unknown])[] = [];
  const { calls, data } = collect(modules);
  const result: Disposal = { data, failures, touched: calls.length > 0 };
  const run = (from: number): Disposal | Promise<Disposal> => {
    for (const [index, { id, handler, own }] of calls.entries()) {
      if (index < from) continue;
      const fail = (error: unknown): void => {
        failures.push([id, error]);
      };
      const pending = callSafely(() => handler(own), fail);
      if (pending === undefined) continue;
      return limit(pending)
        .then(undefined, fail)
        .then(() => run(index + 1));
    }
    return result;
  };
  return run(0);
}

/**
 * Calls the handlers of instances that were evaluated in vain, all at once: what they import is theirs still.
 *
 * @param modules - dependents before what they depend on
 * @param hasFailed - whether the code of an instance has thrown: its handlers may miss what comes after that
 * @param limit - rejects when a promise has not settled in time
 */
export function discard(
  modules: Iterable<readonly [ModuleId, HotModule]>,
  hasFailed: (instance: HotModule) => boolean,
  limit: (work: PromiseLike<unknown>) => Promise<unknown>,
): Discarding {
  const calls = collect(modules).calls.map(({ id, instance, handler, own }) => ({
    id,
    call: () => handler(own),
    counts: () => !hasFailed(instance),
  }));
  return callAll(calls, limit);
}

/**
 * Calls handlers all at once.
 *
 * @param calls - with the modules that they belong to, and whether a failure is to be told of
 * @param limit - rejects when a promise has not settled in time
 */
export function callAll(
  calls: Iterable<{ readonly id: ModuleId; readonly call: () => unknown; readonly counts: () => boolean }>,
  limit: (work: PromiseLike<unknown>) => Promise<unknown>,
): Discarding {
  const failures: (readonly [ModuleId, unknown])[] = [];
  const pending: Promise<unknown>[] = [];
  for (const { id, call, counts } of calls) {
    const fail = (error: unknown): void => {
      if (counts()) failures.push([id, error]);
    };
    const result = callSafely(call, fail);
    if (result !== undefined) pending.push(limit(result).then(undefined, fail));
  }
  return { pending, failures };
}

/** Lists the handlers of instances, each with the data that it shares with the others of its module. */
function collect(modules: Iterable<readonly [ModuleId, HotModule]>): {
  readonly calls: readonly Call[];
  readonly data: ReadonlyMap<ModuleId, object>;
} {
  const data = new Map<ModuleId, object>();
  const calls: Call[] = [];
  for (const [id, instance] of modules) {
    const own = {};
    data.set(id, own);
    for (const handler of instance.hot._disposeHandlers) calls.push({ id, instance, handler, own });
  }
  return { calls, data };
}
