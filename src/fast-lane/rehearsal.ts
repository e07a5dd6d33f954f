/** Goes through the lane before anybody waits: code that has not run for a while is slow at first. */

import type { Edit } from './lane-edit';
import { makePatch } from './lane-edit';

/** How often; each time takes a few milliseconds, and after three V8 has most of what it needs. */
const TIMES = 3;

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
