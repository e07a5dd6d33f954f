/** Tells whether a process of this machine is alive. */

/** Whether there is a process of that number; one that belongs to somebody else is alive as well. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
