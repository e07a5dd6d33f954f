/** Asks for the status of files that others may take away or put something else in the place of. */

import { statSync } from 'node:fs';
import type { Stats } from 'node:fs';

/** The status of a file; `undefined` where there is none, or it cannot be told. */
export function statusOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    // Links that lead nowhere else than to themselves, or a folder that may not be looked into.
    return undefined;
  }
}
