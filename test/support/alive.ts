/** Tells whether processes exist. */

import fs from 'node:fs';
import { until } from './until';

/** Whether there is such a process, and not only what its parent has not asked for yet. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
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

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
}
