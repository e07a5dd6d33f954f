/** Tries again, after pauses, what others may be about to make possible. */

import { setTimeout as delay } from 'node:timers/promises';

/**
 * Makes one attempt after the other until one is good.
 *
 * @param pauses - before each further attempt, in milliseconds
 * @returns the first good result, or else the last one
 */
export async function tryPatiently<T>(
  pauses: readonly number[],
  attempt: () => Promise<T>,
  isGood: (result: T) => boolean,
): Promise<T> {
  for (const pause of pauses) {
    const result = await attempt();
    if (isGood(result)) return result;
    await delay(pause, undefined, { ref: false });
  }
  return attempt();
}
