/** Defines what the plugin tells the process through the resource query of the bootstrap module. */

/** How much the process under reload prints, from nothing to everything. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Every log level, least talkative first. */
export const LOG_LEVELS: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug'];

/**
 * Whether something is printed.
 *
 * @param weight - from which level on it is
 */
export function isPrinted(weight: LogLevel, level: LogLevel): boolean {
  return LOG_LEVELS.indexOf(weight) <= LOG_LEVELS.indexOf(level);
}

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
  /** Whether bundle and update files are ECMAScript modules: their names need not tell. */
  readonly isModule: boolean;
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
    module: options.isModule ? 'yes' : '',
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
    isModule: text('module') !== '',
  };
}
