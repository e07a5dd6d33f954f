/** Lets the world know of this process: by a file beside the journal, and by messages to its supervisor. */

import { isMainThread } from 'node:worker_threads';

import type { ModuleId } from '../protocol/identifiers';
import type { ProcessRecord } from '../protocol/process-record';
import type { ProcessMessage } from '../protocol/supervision';
import { removeAtExit } from './farewell';
import { describeThread, nameRecord } from './identity';
import { nameModules } from './named-record';
import { Presence } from './presence';
import { RecordFile } from './record-file';

/** Where and for whom the record is kept. */
export interface RecordOptions {
  /** Absolute path of the folder of the records. */
  readonly folder: string;
  /** Name of the webpack runtime; a number where webpack shortens names. */
  readonly runtime: string | number;
  /** Whether the compiler has started this process. */
  readonly supervised: boolean;
  /** Names a module as people know it. */
  readonly nameOf: (id: ModuleId) => ModuleId;
  /** Is told what only those want to know who look for the reason of something. */
  readonly debug: (text: string) => void;
}

/** Begins to keep the record of this thread. */
export function keepRecord({ folder, runtime, supervised, nameOf, debug }: RecordOptions): Presence {
  const identity = describeThread(runtime, supervised);
  const file = new RecordFile(folder, nameRecord(identity), (error) => {
    debug(`the record of this process cannot be written: ${String(error)}`);
  });
  removeAtExit(folder, identity, () => file.remove());
  return new Presence(identity, (record) => {
    afterWaiting(() => {
      const named = nameModules(record, nameOf);
      if (supervised && isMainThread) send(named);
      file.write(JSON.stringify(named));
    });
  });
}

/** Does something when the event loop has gone round: requests that came during an update are answered first. */
function afterWaiting(work: () => void): void {
  setImmediate(() => setImmediate(work));
}

function send(record: ProcessRecord): void {
  const message: ProcessMessage = { type: 'module-hot-reload/process', record };
  try {
    // With a callback a channel that is closed is reported there, not as an error of the process.
    process.send?.(message, undefined, {}, () => undefined);
  } catch {
    // The file says the same.
  }
}
