/** Goes through the lane before anybody waits: code that has not run for a while is slow at first. */

import type { Compilation } from 'webpack';
import type { ReadNow } from './file-content';
import type { FileIndex } from './file-index';
import type { Edit } from './lane-edit';
import { attempt, findCandidate, makePatch } from './lane-edit';

/**
 * Builds modules as if they had been saved, one after the other, and throws away what comes of it.
 *
 * @param guesses - for each time, the files to choose from
 * @param find - finds the module; `undefined` as soon as there is something better to do
 */
export function rehearse(
  [files, ...rest]: readonly (readonly string[])[],
  find: (files: readonly string[]) => Edit | undefined,
): void {
  const edit = files && find(files);
  if (edit === undefined) return;
  makePatch(edit, edit.read(edit.file), () => void setImmediate(() => rehearse(rest, find)));
}

/** Finds the first of some files that may take the lane. */
export function guessEdit(
  compilation: Compilation,
  index: FileIndex,
  files: readonly string[],
  read: ReadNow,
): Edit | undefined {
  for (const file of files) {
    const found = attempt(() => findCandidate(compilation, index, file));
    if (found.ok) return { candidate: found.candidate, file, read };
  }
  return undefined;
}
