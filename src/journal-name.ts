/** Names the journal of a compiler. */

import { sha256 } from './sha256';

/** What tells two compilers apart that share an output folder, and stays the same when they are started again. */
export interface CompilerIdentity {
  readonly name: string | undefined;
  /** Names of the entries; none where they are computed. */
  readonly entries: readonly string[];
  /** `output.filename`, where it is not a function. */
  readonly filename: string | undefined;
}

/**
 * Names the journal of a compiler.
 *
 * @returns a file name, relative to the output folder
 */
export function nameJournal({ name, entries, filename }: CompilerIdentity): string {
  const identity = JSON.stringify([name ?? null, [...entries].sort(), filename ?? null]);
  return `hot-journal.${sha256(identity).slice(0, 8)}.json`;
}
