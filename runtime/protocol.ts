/** Defines what crosses the border between compiler and process: options, journal and outcomes, each parsed once. */

/** The identifier webpack gives a module inside one bundle; a path in development, often a number in production. */
export type ModuleId = string | number;

/** The identifier webpack gives a chunk. */
export type ChunkId = string | number;

/** How much the process under reload prints, from nothing to everything. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Every log level, least talkative first. */
export const LOG_LEVELS: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug'];

/** When updates are applied: as soon as a build is published, or on a signal or a call. */
export type ReloadMode = 'automatic' | 'manual';

/** How a process hears of a build: file-system events on the journal, or looking at it every `poll` milliseconds. */
export type Notify = 'watch' | { readonly poll: number };

/** What the plugin tells the process; it travels in the bootstrap module's resource query. */
export interface BootstrapOptions {
  /** File name of the journal, relative to the output folder. */
  readonly journal: string;
  readonly mode: ReloadMode;
  readonly signal: string | false;
  readonly notify: Notify;
  /** Milliseconds. */
  readonly settleTimeout: number;
  readonly logLevel: LogLevel;
}

/** An error as data. */
export interface SerializedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  /** The module whose code failed, where that is known. */
  readonly moduleId?: ModuleId;
}

/** Why a change could not be applied. */
export type RefusalReason = 'unaccepted' | 'declined' | 'self-declined' | 'async-changed' | 'lost';

/** The way of a refused change through the module graph, from the changed module up. */
export interface Chain {
  readonly reason: RefusalReason;
  readonly modules: readonly ModuleId[];
}

/** What became of one transaction. */
export type Outcome = {
  /** Counts the committed transactions of this runtime. */
  readonly generation: number;
  /** Milliseconds from the start of the transaction to its end. */
  readonly ms: number;
  /** Modules whose newest code is known and not installed. */
  readonly pending: readonly ModuleId[];
  readonly warnings: readonly SerializedError[];
} & (
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'applied';
      readonly modules: readonly ModuleId[];
      readonly boundaries: readonly ModuleId[];
      readonly refused: readonly Chain[];
    }
  | { readonly kind: 'refused'; readonly refused: readonly Chain[] }
  | { readonly kind: 'rolled-back' | 'broken'; readonly error: SerializedError; readonly modules: readonly ModuleId[] }
);

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
}

/** A whole build in the form of an update: a process that no step leads on from takes what differs. */
export type JournalBase = Omit<JournalUpdate, 'from'>;

/** The record of which update follows which. */
export interface Journal {
  readonly format: typeof JOURNAL_FORMAT;
  /** Full hash of the newest build. */
  readonly build: string;
  /** The compiler's context, relative to the output folder. */
  readonly context: string;
  /** Resources, relative to `context`, of the modules whose identifier is not already that path; empty for none. */
  readonly resources: Readonly<Record<string, string>>;
  /** Oldest first; each `from` is the `to` of the one before it. */
  readonly updates: readonly JournalUpdate[];
  /** The newest build of which everything was published; the updates after it lead on from it. */
  readonly base?: JournalBase;
}

/** Names the format and its version; a journal that says anything else is foreign. */
export const JOURNAL_FORMAT = 'module-hot-reload/1';

/** A value, or the reason why there is none. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/**
 * Reads the text of a journal.
 *
 * @param text - the content of the journal file
 * @returns the journal, or what is wrong with the text
 */
export function parseJournal(text: string): Parsed<Journal> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'it is not JSON' };
  }
  if (!isRecord(value) || value['format'] !== JOURNAL_FORMAT) {
    return { ok: false, reason: `its format is not ${JOURNAL_FORMAT}` };
  }
  if (!isJournal(value)) return { ok: false, reason: 'a part of it is missing or of the wrong type' };
  return { ok: true, value };
}

/**
 * Writes the bootstrap options as a resource query.
 *
 * @param options - what the process has to know
 * @returns the query, with its leading question mark
 */
export function formatBootstrapQuery(options: BootstrapOptions): string {
  const query = {
    journal: options.journal,
    mode: options.mode,
    signal: options.signal === false ? '' : options.signal,
    poll: options.notify === 'watch' ? '' : String(options.notify.poll),
    settleTimeout: String(options.settleTimeout),
    logLevel: options.logLevel,
  };
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `?${pairs.join('&')}`;
}

/**
 * Reads the bootstrap options back out of a resource query, with nothing but the language itself: a bundle may be run
 * in a context (`node:vm`) that has few of Node's globals, so without `URLSearchParams`.
 *
 * @param query - what {@link formatBootstrapQuery} wrote
 */
export function parseBootstrapQuery(query: string): BootstrapOptions {
  const pairs = query.slice(1).split('&');
  const params = new Map(pairs.map((pair) => pair.split('=', 2) as [string, string]));
  const text = (name: string): string => decodeURIComponent(params.get(name) ?? '');
  return {
    journal: text('journal'),
    mode: text('mode') === 'manual' ? 'manual' : 'automatic',
    signal: text('signal') || false,
    notify: text('poll') === '' ? 'watch' : { poll: Number(text('poll')) },
    settleTimeout: Number(text('settleTimeout')),
    logLevel: LOG_LEVELS.find((level) => level === text('logLevel')) ?? 'info',
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordOf<T>(value: unknown, is: (item: unknown) => item is T): value is Record<string, T> {
  return isRecord(value) && Object.values(value).every(is);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isIdList(value: unknown): value is ModuleId[] {
  return Array.isArray(value) && value.every((item) => isString(item) || typeof item === 'number');
}

function isJournal(value: Record<string, unknown>): value is Record<string, unknown> & Journal {
  return (
    isString(value['build']) &&
    isString(value['context']) &&
    isRecordOf(value['resources'], isString) &&
    Array.isArray(value['updates']) &&
    value['updates'].every(isJournalUpdate) &&
    (value['base'] === undefined || isJournalBase(value['base']))
  );
}

function isJournalUpdate(value: unknown): value is JournalUpdate {
  return isRecord(value) && isString(value['from']) && isJournalBase(value);
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
