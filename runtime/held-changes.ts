/** Decides which of the changes that are held back go along with what is applied. */

import type { ModuleId } from './protocol/identifiers';
import type { Climb } from './update-climb';

/** How far one change climbs. */
export type Found = readonly [change: ModuleId, climb: Climb];

/**
 * Lets go of every change that reaches a held boundary which is evaluated again for the sake of another one: with part
 * of its changes alone, its code might not fit together.
 *
 * @returns the same changes, in the same order
 */
export function letGo(found: readonly Found[]): readonly Found[] {
  const evaluated = new Set(found.flatMap(([, climb]) => (climb.kind === 'accepted' ? [...climb.boundaries] : [])));
  const next = found.map(([change, climb]): Found => {
    const goes = climb.kind === 'held' && [...climb.by].some((id) => evaluated.has(id));
    return goes ? [change, climb.otherwise] : [change, climb];
  });
  const isDone = next.every(([, climb], index) => climb === found[index]?.[1]);
  return isDone ? found : letGo(next);
}
