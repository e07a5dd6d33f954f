/** Tells modules that accept a dependency, or themselves, that there is new code. */

import type { ApplyOptions } from '../apply-options';
import { type AcceptCallback, type HotHost, type HotModule, type HotState, isThenable, watched } from '../host';
import type { Evaluations } from '../evaluation';
import type { ModuleId } from '../protocol/identifiers';
import { callAll, type Discarding } from './disposal';
import { type ErrorOrigin, handleError } from './error-policy';

/** What the new code is made known with. */
export interface AcceptanceParts {
  readonly host: HotHost;
  readonly evaluations: Pick<Evaluations, 'blame'>;
}

/** Dependencies, by the module that accepts them. */
export type Accepted = ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>;

/** Someone who has to be told. */
interface Callback {
  readonly callback: AcceptCallback;
  readonly outdated: readonly ModuleId[];
  readonly origin: ErrorOrigin;
}

/**
 * Calls the accept callbacks, each once.
 *
 * @param failed - accepted dependencies whose error an error handler took: nothing is to be done with them
 * @returns the promises that callbacks returned
 * @throws what a callback threw, where nobody handles it
 */
export function callAcceptHandlers(
  parts: AcceptanceParts,
  accepted: Accepted,
  failed: Accepted,
  options: ApplyOptions,
): readonly PromiseLike<unknown>[] {
  const pending: PromiseLike<unknown>[] = [];
  for (const { callback, outdated, origin } of collect(parts.host, accepted)) {
    const { moduleId } = origin.event;
    const own = parts.host.cache[moduleId]?.hot._acceptedDependencies;
    if ([...(failed.get(moduleId) ?? [])].some((id) => own?.[id] === callback)) continue;
    const fail = (error: unknown): void => {
      handle(parts, error, origin, options);
    };
    try {
      const result = callback(outdated);
      if (isThenable(result)) pending.push(watched(result.then(undefined, fail)));
    } catch (error) {
      fail(error);
    }
  }
  return pending;
}

/**
 * Calls the accept callbacks after an update was undone by evaluating the old code again: what they had begun may have
 * ended with the instances that were disposed of. Nothing is undone where they fail.
 *
 * @param limit - rejects when a promise has not settled in time
 */
export function recallAcceptHandlers(
  host: HotHost,
  accepted: Accepted,
  limit: (work: PromiseLike<unknown>) => Promise<unknown>,
): Discarding {
  const calls = collect(host, accepted).map(({ callback, outdated, origin }) => ({
    id: origin.event.moduleId,
    call: () => callback(outdated),
    counts: () => true,
  }));
  return callAll(calls, limit);
}

/**
 * Evaluates an accepted dependency ahead of the callback, which uses it: webpack does not always require it there
 * (ESMAcceptDependency in webpack/lib/dependencies).
 *
 * @param previous - its previous instance
 * @param parent - the module that accepts it
 * @returns whether that went well; where it did not, an error handler took the error
 */
export function requireAccepted(
  parts: AcceptanceParts,
  id: ModuleId,
  previous: HotModule,
  parent: ModuleId,
  options: ApplyOptions,
): boolean {
  const accepting = parts.host.cache[parent];
  const event = { moduleId: parent, dependencyId: id };
  try {
    previous.hot._requireSelf();
    return true;
  } catch (error) {
    const handler = accepting?.hot._acceptedErrorHandlers[id];
    handle(parts, error, { kind: 'accept', event, handler, context: event }, options);
    return false;
  }
}

/**
 * Evaluates a module that accepts itself.
 *
 * @param previous - its previous instance, whose error handler may take what the new code throws
 */
export function requireSelfAccepted(
  parts: AcceptanceParts,
  id: ModuleId,
  previous: HotModule,
  options: ApplyOptions,
): void {
  try {
    previous.hot._requireSelf();
  } catch (error) {
    const { _selfAccepted: handler } = previous.hot;
    const instance = parts.host.cache[id];
    const origin: ErrorOrigin = {
      kind: 'self-accept',
      event: { moduleId: id },
      handler: typeof handler === 'function' ? handler : undefined,
      context: { moduleId: id, module: instance },
    };
    handle(parts, error, origin, options);
    if (instance !== undefined) acceptFurther(instance.hot, handler);
  }
}

/** What has thrown may not have come to accepting itself: without that, what mends it would be refused. */
function acceptFurther(hot: HotState, handler: HotState['_selfAccepted']): void {
  if (hot._selfAccepted === false) hot._selfAccepted = handler;
}

/** Lets the application handle an error; where it does not, the error is known to be that of the accepting module. */
function handle({ evaluations }: AcceptanceParts, error: unknown, origin: ErrorOrigin, options: ApplyOptions): void {
  try {
    handleError(error, origin, options);
  } catch (thrown) {
    evaluations.blame(origin.event.moduleId, thrown);
    throw thrown;
  }
}

function collect(host: HotHost, accepted: Accepted): readonly Callback[] {
  return [...accepted].flatMap(([parent, dependencies]) => {
    const hot = host.cache[parent]?.hot;
    const own = new Map<AcceptCallback, Callback>();
    for (const dependency of dependencies) {
      const callback = hot?._acceptedDependencies[dependency];
      if (callback === undefined || own.has(callback)) continue;
      const event = { moduleId: parent, dependencyId: dependency };
      const origin: ErrorOrigin = {
        kind: 'accept',
        event,
        handler: hot?._acceptedErrorHandlers[dependency],
        context: event,
      };
      own.set(callback, { callback, outdated: [...dependencies], origin });
    }
    return [...own.values()];
  });
}
