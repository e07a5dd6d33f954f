/** Says what has become of an edit. */

import type { Patch } from '../patch';

/** A patch, or why there is none. */
export type LaneResult = { readonly ok: true; readonly patch: Patch } | LaneFailure;

/** Why an edit is left to the build. */
export interface LaneFailure {
  readonly ok: false;
  readonly reason: string;
  readonly detail?: string;
}

/** Does what may throw: plugins of others run in it. */
export function attempt<T extends LaneFailure | { readonly ok: true }>(work: () => T): T | LaneFailure {
  try {
    return work();
  } catch (error) {
    return failure(error);
  }
}

/** Leaves an edit to the build because something has thrown. */
export function failure(error: unknown): LaneFailure {
  return { ok: false, reason: 'thrown', detail: String(error instanceof Error ? error.stack : error) };
}
