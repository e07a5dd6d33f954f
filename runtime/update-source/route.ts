/** Decides which published files lead from the running build to the newest one. */

import type { Journal, JournalBase, JournalUpdate } from '../protocol/journal';

/** How to get to the newest build. */
export type Route =
  | { readonly kind: 'there' }
  /** One update after the other. */
  | {
      readonly kind: 'steps';
      readonly steps: readonly JournalUpdate[];
      /** Whether the first step replaces a patch that has been taken. */
      readonly replaces: boolean;
    }
  /** What differs from a whole build, then the updates since. */
  | { readonly kind: 'base'; readonly base: JournalBase; readonly steps: readonly JournalUpdate[] }
  | { readonly kind: 'none' };

/** Finds the shortest way. */
export function findRoute(journal: Journal, build: string): Route {
  if (journal.build === build) return { kind: 'there' };
  const first = journal.updates.findIndex(({ from, over }) => from === build || over?.includes(build) === true);
  const steps = journal.updates.slice(first);
  return first < 0 ? findRouteFromBase(journal) : { kind: 'steps', steps, replaces: steps[0]?.from !== build };
}

/** Finds the way that leads on from anywhere. */
export function findRouteFromBase({ base, build, updates }: Journal): Route {
  if (base === undefined) return { kind: 'none' };
  const first = updates.findIndex(({ from }) => from === base.to);
  if (first < 0 && base.to !== build) return { kind: 'none' };
  return { kind: 'base', base, steps: first < 0 ? [] : updates.slice(first) };
}
