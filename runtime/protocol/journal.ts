/** Defines the journal, the record of which update follows which, and reads it. */

import { isIdList, isRecord, isRecordOf, isString, parseJson, type Parsed } from './guards';
import type { ChunkId, ModuleId } from './identifiers';

/** What one webpack runtime (an entry, a worker) has to load to get from one build to the next. */
export interface RuntimeUpdate {
  /** Update files by the chunk they belong to, relative to the output folder. */
  readonly chunks: Readonly<Record<string, string>>;
  readonly removedChunks: readonly ChunkId[];
  readonly removedModules: readonly ModuleId[];
}

/** One step of the journal: what leads from build `from` to build `to`. */
export interface JournalUpdate {
  readonly from: string;
  readonly to: string;
  /** Milliseconds since the epoch at which the step was published. */
  readonly at: number;
  /** By runtime name (`__webpack_runtime_id__`). */
  readonly runtimes: Readonly<Record<string, RuntimeUpdate>>;
  /** SHA-256, in hexadecimal, of every update file that `runtimes` names. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether this is the code of a single module, ahead of the build that will contain it. */
  readonly patch?: true;
  /** Patches on top of `from` that this step replaces: it leads on from each of them as well. */
  readonly over?: readonly string[];
}

/** A whole build in the form of an update: a process that no step leads on from takes what differs. */
export type JournalBase = Omit<JournalUpdate, 'from' | 'patch' | 'over'>;

/** The record of which update follows which. */
export interface Journal {
  readonly format: typeof JOURNAL_FORMAT;
  /** Full hash of the newest build. */
  readonly build: string;
  /** The compiler's context, relative to the output folder. */
  readonly context: string;
  /** Resources, relative to `context`, of the modules whose identifier is not already that path; empty for none. */
  readonly resources: Readonly<Record<string, string>>;
  /** What the modules are whose identifier is but a number: the next session may number them otherwise. */
  readonly names?: Readonly<Record<string, string>>;
  /** Oldest first; each `from` is the `to` of the one before it. */
  readonly updates: readonly JournalUpdate[];
  /** The newest build of which everything was published; the updates after it lead on from it. */
  readonly base?: JournalBase;
}

/** Names the format and its version; a journal that says anything else is foreign. */
export const JOURNAL_FORMAT = 'module-hot-reload/1';

/**
 * Reads the text of a journal.
 *
 * @param text - the content of the journal file
 * @returns the journal, or what is wrong with the text
 */
export function parseJournal(text: string): Parsed<Journal> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  if (!isRecord(value) || value['format'] !== JOURNAL_FORMAT) {
    return { ok: false, reason: `its format is not ${JOURNAL_FORMAT}` };
  }
  if (!isJournal(value)) return { ok: false, reason: 'a part of it is missing or of the wrong type' };
  return { ok: true, value };
}

function isJournal(value: Record<string, unknown>): value is Record<string, unknown> & Journal {
  return (
    isString(value['build']) &&
    isString(value['context']) &&
    isRecordOf(value['resources'], isString) &&
    (value['names'] === undefined || isRecordOf(value['names'], isString)) &&
    Array.isArray(value['updates']) &&
    value['updates'].every(isJournalUpdate) &&
    (value['base'] === undefined || isJournalBase(value['base']))
  );
}

function isJournalUpdate(value: unknown): value is JournalUpdate {
  return (
    isRecord(value) &&
    isString(value['from']) &&
    (value['patch'] === undefined || value['patch'] === true) &&
    (value['over'] === undefined || (Array.isArray(value['over']) && value['over'].every(isString))) &&
    isJournalBase(value)
  );
}

function isJournalBase(value: unknown): value is JournalBase {
  return (
    isRecord(value) &&
    isString(value['to']) &&
    typeof value['at'] === 'number' &&
    isRecordOf(value['runtimes'], isRuntimeUpdate) &&
    isRecordOf(value['files'], isString)
  );
}

function isRuntimeUpdate(value: unknown): value is RuntimeUpdate {
  return (
    isRecord(value) &&
    isRecordOf(value['chunks'], isString) &&
    isIdList(value['removedChunks']) &&
    isIdList(value['removedModules'])
  );
}
