/** Defines what a compiler tells of itself, beside the records of the processes that run its bundle. */

import { isRecord, isString, parseFormat, type Parsed } from '../../runtime/protocol/guards';

/** Names the format and its version; a record that says anything else is foreign. */
export const COMPILER_FORMAT = 'module-hot-reload/compiler/1';

/** A compiler that publishes in a journal. */
export interface CompilerRecord {
  readonly format: typeof COMPILER_FORMAT;
  readonly pid: number;
  /** Name of the machine or container. */
  readonly host: string;
  /** The command line, for people. */
  readonly command: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly state: 'building' | 'idle';
  /** Full hash of the newest build that was published; nothing before the first. */
  readonly build?: string;
  /** Whether the newest build had errors, so that the one before it is still the newest that was published. */
  readonly failed: boolean;
}

/**
 * Reads the text of a record.
 *
 * @returns the record, or what is wrong with the text
 */
export function parseCompilerRecord(text: string): Parsed<CompilerRecord> {
  return parseFormat(text, isCompilerRecord, COMPILER_FORMAT);
}

function isCompilerRecord(value: unknown): value is CompilerRecord {
  return (
    isRecord(value) &&
    value['format'] === COMPILER_FORMAT &&
    ['pid', 'startedAt'].every((name) => typeof value[name] === 'number') &&
    ['host', 'command'].every((name) => isString(value[name])) &&
    (value['state'] === 'building' || value['state'] === 'idle') &&
    (value['build'] === undefined || isString(value['build'])) &&
    typeof value['failed'] === 'boolean'
  );
}
