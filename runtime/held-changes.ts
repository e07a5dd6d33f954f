/** Decides which of the changes that are held back go along with what is applied. */

import type { ModuleId } from './protocol/identifiers';
import type { Found } from './shared-climbs';

/**
 * Lets go of every change that reaches a held boundary which is evaluated again for the sake of another one: with part
 * of its changes alone, its code might not fit together.
 *
 * @returns the same changes, in the same order
 */
export function letGo(found: readonly Found[]): readonly Found[] {
  const evaluated = listEvaluated(found);
  const held = new Set(found.flatMap(([, climb]) => (climb.kind === 'held' ? [...climb.by] : [])));
  const reached = new Set([...held].filter((group) => group.some((id) => evaluated.has(id))));
  if (reached.size === 0) return found;
  return letGo(
    found.map(([change, climb]): Found => {
      const goes = climb.kind === 'held' && [...climb.by].some((group) => reached.has(group));
      return [change, goes ? climb.otherwise : climb];
    }),
  );
}

/** The boundaries that are evaluated again. */
function listEvaluated(found: readonly Found[]): ReadonlySet<ModuleId> {
  const accepted = found.flatMap(([, climb]) => (climb.kind === 'accepted' ? [climb] : []));
  const groups = new Set(accepted.flatMap(({ taken }) => [...taken]));
  return new Set([...[...groups].flat(), ...accepted.flatMap(({ selfAccepted }) => [...selfAccepted])]);
}
