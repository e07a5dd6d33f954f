/** Ends resources that nobody claims any more. */

import { isThenable } from '../host';
import type { ModuleId } from '../protocol/identifiers';
import type { Unclaimed } from './kept-resources';

/**
 * Disposes of resources one after the other; one that fails or takes too long keeps no other from being disposed of.
 *
 * @param limit - rejects when a promise has not settled in time
 * @returns what went wrong, with the module that had kept the resource
 */
export async function retire(
  resources: readonly Unclaimed[],
  limit: (work: PromiseLike<unknown>) => Promise<unknown>,
): Promise<readonly (readonly [ModuleId, unknown])[]> {
  const failures: (readonly [ModuleId, unknown])[] = [];
  for (const resource of resources) {
    try {
      const ended = end(resource);
      if (isThenable(ended)) await limit(ended);
    } catch (error) {
      failures.push([resource.id, error]);
    }
  }
  return failures;
}

/** What could not be made needs no end: whoever waited for it was told. */
function end({ value, dispose }: Unclaimed): unknown {
  const finish = dispose as (resource: unknown) => unknown;
  return value instanceof Promise ? value.then(finish, () => undefined) : finish(value);
}
