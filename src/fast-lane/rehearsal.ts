/** Goes through the lane before anybody waits: code that has not run for a while is slow at first. */

import type { Compilation } from 'webpack';
import type { ReadNow } from './file-content';
import type { FileIndex } from './file-index';
import type { Edit } from './lane-edit';
import { attempt, findCandidate, makePatch } from './lane-edit';

/** How often; each time takes a few milliseconds, and after three V8 has most of what it needs. */
const TIMES = 3;

/** How many files are looked at for one that may take the lane. */
const MOST_GUESSES = 200;

/**
 * Builds a module as if it had been saved, and throws away what comes of it.
 *
 * @param find - finds the module; `undefined` as soon as there is something better to do
 */
export function rehearse(find: () => Edit | undefined, times: number = TIMES): void {
  const edit = times > 0 ? find() : undefined;
  if (edit === undefined) return;
  makePatch(edit, edit.read(edit.file), () => void setImmediate(() => rehearse(find, times - 1)));
}

/**
 * Finds what may be edited next: what was edited last, or else anything.
 *
 * @param recent - the file that was edited last
 */
export function guessEdit(
  compilation: Compilation,
  index: FileIndex,
  recent: string | undefined,
  read: ReadNow,
): Edit | undefined {
  const files = recent === undefined ? [...index.files].slice(0, MOST_GUESSES) : [recent];
  for (const file of files) {
    const found = attempt(() => findCandidate(compilation, index, file));
    if (found.ok) return { candidate: found.candidate, file, read };
  }
  return undefined;
}
