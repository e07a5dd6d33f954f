/** Waits for what other processes do: as long as needed, and never for ever. */

/** How long anything may take, in milliseconds. */
export const DEADLINE = 30_000;

/** Pause between two looks at something that cannot tell by itself when it changes, in milliseconds. */
const PAUSE = 15;

/**
 * Fails where something waits for ever.
 *
 * @param describe - says, when the time is over, what was waited for
 */
export async function withDeadline<T>(
  describe: () => string,
  work: Promise<T>,
  deadline: number = DEADLINE,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${describe()} (waited for ${deadline} ms)`));
    }, deadline);
  });
  return Promise.race([work, over]).finally(() => {
    clearTimeout(timer);
  });
}

/**
 * Looks again and again until there is something to see.
 *
 * @param describe - says, when the time is over, what was waited for
 * @param look - gives `undefined` as long as it is not there
 */
export async function until<T>(
  describe: () => string,
  look: () => T | undefined | Promise<T | undefined>,
  deadline: number = DEADLINE,
): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${describe()} (waited for ${deadline} ms)`);
    await new Promise<void>((resolve) => setTimeout(() => resolve(), PAUSE));
  }
}
