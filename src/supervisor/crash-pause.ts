/** Decides how long an application that crashes again and again is left alone. */

/** A process that lives longer has started well, in milliseconds. */
const GOOD_LIFE = 1_000;
/** So many crashes in a row are taken for a mistake that somebody is about to correct. */
const PATIENCE = 3;
const LONGEST_PAUSE = 30_000;

/**
 * Counts the processes that crashed right after their start, one following another.
 *
 * @param crashes - the number so far
 * @param lived - how long the process lived that has crashed now, in milliseconds
 */
export function countCrash(crashes: number, lived: number): number {
  return lived < GOOD_LIFE ? crashes + 1 : 0;
}

/** The number after a process has ended for another reason than a crash. */
export function keepCount(crashes: number, lived: number): number {
  return lived < GOOD_LIFE ? crashes : 0;
}

/** Milliseconds to wait before the next start. */
export function pauseAfter(crashes: number): number {
  return crashes < PATIENCE ? 0 : Math.min(LONGEST_PAUSE, 1_000 * 2 ** (crashes - PATIENCE));
}
