/** Waits for work, but not for ever. */

import { HotReloadError } from './errors';

/**
 * Waits for work.
 *
 * @param ms - how long, in milliseconds
 * @throws HotReloadError `NOT_SETTLED` when the time is over; the work itself goes on
 */
export async function withinTime(work: PromiseLike<unknown>, ms: number): Promise<unknown> {
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
