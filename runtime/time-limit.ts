/** Waits for work, but not for ever. */

import { HotReloadError } from './errors';

/** The longest time of a timer, in milliseconds: a longer one is over at once (nodejs.org/api/timers.html). */
const LONGEST = 2_147_483_647;

/**
 * Waits for work.
 *
 * @param ms - how long, in milliseconds; for longer than 24 days, or `Infinity`, as long as it takes
 * @throws HotReloadError `NOT_SETTLED` when the time is over; the work itself goes on
 */
export async function withinTime(work: PromiseLike<unknown>, ms: number): Promise<unknown> {
  if (ms > LONGEST) return work;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new HotReloadError('NOT_SETTLED', `Asynchronous code had not settled after ${String(ms)} ms (settleTimeout).`),
      );
    }, ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
