/** Follows several updates upwards, and no way twice where that makes no difference. */

import type { ModuleId } from './protocol/identifiers';
import { climb, type Climb, type ClimbInput } from './update-climb';

/** How far one change climbs. */
export type Found = readonly [change: ModuleId, climb: Climb];

/**
 * Follows every update; in a graph of many circles each of them would go through nearly all of it otherwise.
 *
 * @param uniform - whether what stops an update at a module depends on nothing but the module
 */
export function climbAll(input: ClimbInput, changes: readonly ModuleId[], uniform: boolean): readonly Found[] {
  const settled = new Set<ModuleId>();
  const shared: ClimbInput = uniform ? { ...input, isSettled: (id) => settled.has(id) } : input;
  return changes.map((change): Found => {
    const result = climb(shared, change);
    if (result.kind === 'accepted') for (const id of result.climbed) settled.add(id);
    return [change, result];
  });
}
