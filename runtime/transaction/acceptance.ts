/** Tells modules that accept a dependency, or themselves, that there is new code. */

import type { ApplyOptions } from '../apply-options';
import { type AcceptCallback, type HotHost, type HotModule, isThenable, watched } from '../host';
import type { ModuleId } from '../protocol';
import { type ErrorOrigin, handleError } from './error-policy';

/** Someone who has to be told. */
interface Callback {
  readonly callback: AcceptCallback;
  readonly outdated: readonly ModuleId[];
  readonly origin: ErrorOrigin;
}

/**
 * Calls the accept callbacks, each once.
 *
 * @returns the promises that callbacks returned
 * @throws what a callback threw, where nobody handles it
 */
export function callAcceptHandlers(
  host: HotHost,
  accepted: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>,
  options: ApplyOptions,
): readonly PromiseLike<unknown>[] {
  const pending: PromiseLike<unknown>[] = [];
  for (const { callback, outdated, origin } of collect(host, accepted)) {
    const fail = (error: unknown): void => {
      handleError(error, origin, options);
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
 * Evaluates a module that accepts itself.
 *
 * @param previous - its previous instance, whose error handler may take what the new code throws
 */
export function requireSelfAccepted(host: HotHost, id: ModuleId, previous: HotModule, options: ApplyOptions): void {
  try {
    previous.hot._requireSelf();
  } catch (error) {
    const { _selfAccepted: handler } = previous.hot;
    const context = { moduleId: id, module: host.cache[id] };
    const origin: ErrorOrigin = {
      kind: 'self-accept',
      event: { moduleId: id },
      handler: typeof handler === 'function' ? handler : undefined,
      context,
    };
    handleError(error, origin, options);
  }
}

function collect(host: HotHost, accepted: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>): readonly Callback[] {
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
