/** Tells modules that accept a dependency that it has been replaced. */

import { type AcceptCallback, type HotHost, isThenable } from '../host';
import type { ModuleId } from '../protocol';

/** Someone who has to be told. */
interface Callback {
  readonly parent: ModuleId;
  readonly dependency: ModuleId;
  readonly callback: AcceptCallback;
  readonly outdated: readonly ModuleId[];
}

/**
 * Calls the accept callbacks, each once.
 *
 * @returns the promises that callbacks returned
 * @throws what a callback threw, where its module has no error handler for it
 */
export function callAcceptHandlers(
  host: HotHost,
  accepted: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>,
): readonly PromiseLike<unknown>[] {
  const pending: PromiseLike<unknown>[] = [];
  for (const entry of collect(host, accepted)) {
    try {
      const result = entry.callback(entry.outdated);
      if (isThenable(result)) pending.push(result.then(undefined, (error: unknown) => { handleError(host, entry, error); }));
    } catch (error) {
      handleError(host, entry, error);
    }
  }
  return pending;
}

function collect(host: HotHost, accepted: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>): readonly Callback[] {
  const entries = new Map<AcceptCallback, Callback>();
  for (const [parent, dependencies] of accepted) {
    for (const dependency of dependencies) {
      const callback = host.cache[parent]?.hot._acceptedDependencies[dependency];
      if (callback === undefined || entries.has(callback)) continue;
      entries.set(callback, { parent, dependency, callback, outdated: [...dependencies] });
    }
  }
  return [...entries.values()];
}

function handleError(host: HotHost, { parent, dependency }: Callback, error: unknown): void {
  const handler = host.cache[parent]?.hot._acceptedErrorHandlers[dependency];
  if (handler === undefined) throw error;
  handler(error, { moduleId: parent, dependencyId: dependency });
}
