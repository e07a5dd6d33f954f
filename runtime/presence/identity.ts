/** Tells who this process is, among all that run the bundle. */

import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { isMainThread, threadId } from 'node:worker_threads';

import { type ProcessRecord, RECORD_FORMAT } from '../protocol/process-record';

/** The part of a record that never changes. */
export type Identity = Omit<ProcessRecord, 'serial' | 'build' | 'generation' | 'pending' | 'outcome' | 'answered'>;

/**
 * Describes the thread this runs in.
 *
 * @param runtime - name of the webpack runtime; a number where webpack shortens names
 * @param supervised - whether the compiler has started the process
 */
export function describeThread(runtime: string | number, supervised: boolean): Identity {
  return {
    format: RECORD_FORMAT,
    pid: process.pid,
    thread: threadId,
    parent: process.ppid,
    host: hostname(),
    supervised,
    script: process.argv[1] ?? '',
    runtime: String(runtime),
    // Of a worker thread, that is when its process was started.
    startedAt: isMainThread ? Math.round(performance.timeOrigin) : Date.now(),
  };
}

/** Names the file of a record. */
export function nameRecord({ host, pid, thread, runtime }: Identity): string {
  return `${nameThread(host, pid, thread)}${encode(runtime)}.json`;
}

/** What the names of all records of one thread begin with. */
export function nameThread(host: string, pid: number, thread: number): string {
  return `${nameProcess(host, pid)}${thread}.`;
}

/** What the names of all records of one process begin with. */
export function nameProcess(host: string, pid: number): string {
  return `${encode(host)}.${pid}.`;
}

/** Entries may be called `admin/main`, and file systems may not tell upper from lower case. */
function encode(name: string): string {
  return name.replace(/[^a-z0-9_-]/g, (character) => `%${(character.codePointAt(0) ?? 0).toString(16)}`);
}
