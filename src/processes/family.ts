/** Tells which processes an application has started. */

import type { ProcessRecord } from '../../runtime/protocol/process-record';

/** A process of a machine. */
export interface Ancestor {
  readonly pid: number;
  readonly host: string;
}

/**
 * Whether a record is of a thread of a process, or of one that this has started: directly, or by way of others that run
 * the bundle.
 *
 * @param known - the records of all that do
 */
export function belongsTo(record: ProcessRecord, { pid, host }: Ancestor, known: readonly ProcessRecord[]): boolean {
  if (record.host !== host) return false;
  const parents = new Map(known.filter((other) => other.host === host).map((other) => [other.pid, other.parent]));
  const passed = new Set<number>();
  let at: number | undefined = record.pid;
  // Numbers of processes are used again, so that a parent may have the number of its grandchild.
  while (at !== undefined && at !== pid && !passed.has(at)) {
    passed.add(at);
    at = at === record.pid ? record.parent : parents.get(at);
  }
  return at === pid;
}
