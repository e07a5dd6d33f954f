/** Makes a patch of a file that was not saved. */

import type { Patch } from '../patch';
import { aftermathOf } from './aftermath';
import type { ReadNow } from './file-content';
import type { LastBuild } from './lane-edit';
import { findCandidate, makePatch } from './lane-edit';
import { attempt } from './lane-result';
import { areInstalled } from './loader-purity';

/** What it is made with. */
export interface RehearsalParts extends LastBuild {
  readonly read: ReadNow;
  /** Does what is done with a patch, as far as nobody notices. */
  readonly use: (patch: Patch) => void;
}

/**
 * Makes a patch of the first file that may be built, and throws it away. Where a loader is part of the project itself,
 * it may print, and is left alone.
 *
 * @param done - called when that is over, well or not
 * @returns whether there is such a file
 */
export function rehearsePatch(parts: RehearsalParts, files: readonly string[], done: () => void): boolean {
  const { read, use } = parts;
  for (const file of files) {
    const found = attempt(() => findCandidate(parts, file));
    if (!found.ok || !areInstalled(found.candidate.old.loaders)) continue;
    const { candidate } = found;
    const aftermath = aftermathOf(candidate.compilation.compiler);
    makePatch({ candidate, file, read, whenReady: (go) => go(), aftermath }, read(file), (made) => {
      if (made.ok) attempt(() => (use(made.patch), made));
      done();
    });
    return true;
  }
  return false;
}
