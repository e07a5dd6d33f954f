/** Defines what a process tells of itself: which build it has reached, and what became of the last update. */

import { isIdList, isRecord, isString, parseFormat, type Parsed } from './guards';
import type { ModuleId } from './identifiers';
import type { Outcome } from './outcome';

/** Names the format and its version; a record that says anything else is foreign. */
export const RECORD_FORMAT = 'module-hot-reload/process/1';

/** One runtime of a bundle in one thread of one process. Modules whose identifier says nothing are named by their files. */
export interface ProcessRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly pid: number;
  /** `0` in the main thread (`threadId` of `node:worker_threads`). */
  readonly thread: number;
  /** The process that has started this one. */
  readonly parent: number;
  /** Name of the machine or container; process identifiers mean nothing on another one. */
  readonly host: string;
  /** Whether the compiler has started it and looks after it. */
  readonly supervised: boolean;
  /** The file that Node.js was started with. */
  readonly script: string;
  /** Name of the webpack runtime (`__webpack_runtime_id__`). */
  readonly runtime: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** How many records of the process there have been before: they come on two ways, of which one is slower. */
  readonly serial: number;
  /** The newest build whose code the process has in memory, installed or pending. */
  readonly build: string;
  readonly generation: number;
  /** Modules whose newest code is not installed. */
  readonly pending: readonly ModuleId[];
  /** What became of the last update that was tried; nothing where there was none. */
  readonly outcome?: Outcome;
  /** Identifier of the last request that was answered; nothing where there was none. */
  readonly answered?: string;
}

/**
 * Reads the text of a record.
 *
 * @returns the record, or what is wrong with the text
 */
export function parseRecord(text: string): Parsed<ProcessRecord> {
  return parseFormat(text, isProcessRecord, RECORD_FORMAT);
}

/** Whether a value is a record; the outcome inside is taken on trust, since only a runtime of ours writes it. */
export function isProcessRecord(value: unknown): value is ProcessRecord {
  return (
    isRecord(value) &&
    value['format'] === RECORD_FORMAT &&
    ['pid', 'thread', 'parent', 'startedAt', 'serial', 'generation'].every((name) => typeof value[name] === 'number') &&
    ['host', 'script', 'runtime', 'build'].every((name) => isString(value[name])) &&
    typeof value['supervised'] === 'boolean' &&
    isIdList(value['pending'])
  );
}
