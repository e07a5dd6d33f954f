/** Deletes the records of what ends: this thread, the process with all of its threads, a worker that was terminated. */

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, type Worker } from 'node:worker_threads';

import { type Identity, nameProcess, nameThread } from './identity';

/**
 * Arranges for the deletions.
 *
 * @param folder - absolute path of the folder of the records
 * @param remove - deletes the record of this thread
 */
export function removeAtExit(folder: string, { host, pid }: Identity, remove: () => void): void {
  process.on('exit', () => {
    remove();
    // The end of the main thread is the end of all others, which hear nothing of it.
    if (isMainThread) removeAll(folder, nameProcess(host, pid));
  });
  // A worker that is terminated has no time to do anything itself.
  process.on('worker', (worker: Worker) => {
    const { threadId } = worker;
    worker.once('exit', () => removeAll(folder, nameThread(host, pid, threadId)));
  });
}

function removeAll(folder: string, prefix: string): void {
  try {
    for (const name of readdirSync(folder)) if (name.startsWith(prefix)) rmSync(join(folder, name), { force: true });
  } catch {
    // A folder that cannot be read or written holds no record of ours.
  }
}
