/** Counts what the fast lane has done for a compiler. */

import type { Compiler } from 'webpack';

/** What has become of edits. */
export interface LaneStatistics {
  /** Edits that were published ahead of their build. */
  published: number;
  /** Of these, how many the build has said something else about. */
  mismatched: number;
  /** Edits that were left to the build, by reason. */
  readonly left: Map<string, number>;
}

const statistics = new WeakMap<Compiler, LaneStatistics>();

/** The counters of a compiler. */
export function statisticsOf(compiler: Compiler): LaneStatistics {
  let known = statistics.get(compiler);
  if (known === undefined) statistics.set(compiler, (known = { published: 0, mismatched: 0, left: new Map() }));
  return known;
}

/** Counts an edit that is left to the build. */
export function countLeft({ left }: LaneStatistics, reason: string): void {
  left.set(reason, (left.get(reason) ?? 0) + 1);
}
