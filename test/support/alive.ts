/** Tells whether processes exist. */

import { until } from './until';

/** Whether there is such a process. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until a process that is nobody's child here is gone. */
export async function untilGone(pid: number): Promise<void> {
  await until(
    () => `Process ${pid} is still there.`,
    () => !isAlive(pid) || undefined,
  );
}
