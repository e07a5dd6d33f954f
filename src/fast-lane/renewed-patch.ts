/** Makes a patch anew beside a build that has an older text of its file. */

import type { Patch } from '../patch';
import { NOTHING } from './aftermath';
import type { LastBuild } from './lane-edit';
import { findCandidate, makePatch } from './lane-edit';
import type { LaneResult } from './lane-result';
import { attempt, failure } from './lane-result';

/** Makes it of the text that is live already, as if that had been saved when the build was over. */
export async function renewPatch(build: LastBuild, { content, file }: Patch): Promise<LaneResult> {
  const found = attempt(() => findCandidate(build, file));
  if (!found.ok) return found;
  const { candidate } = found;
  return new Promise<LaneResult>((resolve) => {
    const edit = { candidate, file, read: () => content, whenReady: (go: () => void) => go(), aftermath: NOTHING };
    makePatch(edit, content, resolve);
  }).catch(failure);
}
