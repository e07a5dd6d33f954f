/** Defines the options of the plugin, each with its default. */

import type { LogLevel, Notify, ReloadMode } from '../runtime/protocol/bootstrap-options';

/** How the emitted entry is started. */
export interface RunOptions {
  /**
   * Name of the entry to start.
   * @default the only entry
   */
  readonly entry?: string | undefined;
  /**
   * Arguments for the application.
   * @default []
   */
  readonly args?: readonly string[] | undefined;
  /**
   * Arguments for Node.js.
   * @default []
   */
  readonly execArgv?: readonly string[] | undefined;
  /**
   * Environment variables, in addition to those of the compiler.
   * @default {}
   */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /**
   * Working directory of the process.
   * @default the working directory of the compiler
   */
  readonly cwd?: string | undefined;
  /**
   * The signal that asks the process to stop.
   * @default 'SIGTERM'
   */
  readonly signal?: NodeJS.Signals | undefined;
  /**
   * Milliseconds between that signal and SIGKILL; on a restart, also for requests in flight before the signal.
   * @default 5000
   */
  readonly killTimeout?: number | undefined;
  /**
   * Whether the process is started again where an update cannot be applied, and where a file that it has read without
   * webpack has changed. A process that has ended starts again with the next build in either case.
   * @default 'when-needed'
   */
  readonly restart?: RestartPolicy | undefined;
  /**
   * Whether lines are read from stdin: `rs` restarts the process, `r` applies what is held back, any other line goes on
   * to the process. Where it is `false` the process reads stdin itself.
   * @default whether stdin is a terminal
   */
  readonly keyboard?: boolean | undefined;
  /**
   * What becomes of the ports that the process listens on while it is restarted: kept open, so that clients wait, or
   * released.
   * @default 'keep'
   */
  readonly ports?: PortPolicy | undefined;
  /**
   * Files whose change restarts the process, relative to `cwd`, besides `.env`, `.env.local`, `.env.<NODE_ENV>`,
   * `.env.<NODE_ENV>.local`, those of `--env-file` and what the process has loaded from outside of the bundle.
   * @default []
   */
  readonly watch?: readonly string[] | undefined;
}

/** Whether the process is started again where it has to be. */
export type RestartPolicy = 'when-needed' | 'never';

/** What becomes of listening sockets over a restart. */
export type PortPolicy = 'keep' | 'release';

/** The options of the plugin. */
export interface HotReloadPluginOptions {
  /**
   * When updates are applied: as soon as a build is published, or on a signal or a call of `reload()`.
   * @default 'automatic'
   */
  readonly mode?: ReloadMode | undefined;
  /**
   * The signal that manual mode listens to, or `false` for none. Another listener on it is warned about by name.
   * @default 'SIGUSR2'
   */
  readonly signal?: NodeJS.Signals | false | undefined;
  /**
   * Whether the emitted entry is started while webpack watches, and how.
   * @default false
   */
  readonly run?: boolean | RunOptions | undefined;
  /**
   * How a process hears of a build: file-system events on the journal, or looking at it every `poll` milliseconds,
   * which also works where such events do not arrive (Docker volumes, NFS).
   * @default 'watch'
   */
  readonly notify?: Notify | undefined;
  /**
   * Whether a single edited module is rebuilt ahead of webpack's full rebuild.
   * @default true
   */
  readonly fastLane?: boolean | undefined;
  /**
   * Whether the plugin does anything at all: `true` also outside of watch mode, `false` never.
   * @default whether webpack watches
   */
  readonly enabled?: boolean | undefined;
  /**
   * Milliseconds that asynchronous dispose handlers and modules may take. After that, dispose handlers are named in a
   * warning, and modules roll the update back.
   * @default 10000
   */
  readonly settleTimeout?: number | undefined;
  /**
   * What the process under reload prints.
   * @default 'info'
   */
  readonly logLevel?: LogLevel | undefined;
}

/** How the emitted entry is started, with nothing left open but what depends on the build. */
export interface RunConfig {
  readonly entry: string | undefined;
  readonly args: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | undefined;
  readonly signal: NodeJS.Signals;
  readonly killTimeout: number;
  readonly restart: RestartPolicy;
  readonly keyboard: boolean | 'on-a-terminal';
  readonly ports: PortPolicy;
  readonly watch: readonly string[];
}

/** The options with their defaults. */
export interface HotReloadConfig {
  readonly mode: ReloadMode;
  readonly signal: NodeJS.Signals | false;
  readonly run: RunConfig | false;
  readonly notify: Notify;
  readonly fastLane: boolean;
  readonly enabled: boolean | 'while-watching';
  readonly settleTimeout: number;
  readonly logLevel: LogLevel;
}

/**
 * Fills in the defaults.
 *
 * @param options - valid options
 */
export function resolveOptions(options: HotReloadPluginOptions): HotReloadConfig {
  return {
    mode: options.mode ?? 'automatic',
    signal: options.signal ?? 'SIGUSR2',
    run: resolveRunOptions(options.run ?? false),
    notify: options.notify ?? 'watch',
    fastLane: options.fastLane ?? true,
    enabled: options.enabled ?? 'while-watching',
    settleTimeout: options.settleTimeout ?? 10_000,
    logLevel: options.logLevel ?? 'info',
  };
}

function resolveRunOptions(run: boolean | RunOptions): RunConfig | false {
  if (run === false) return false;
  const options = run === true ? {} : run;
  return {
    entry: options.entry,
    args: options.args ?? [],
    execArgv: options.execArgv ?? [],
    env: options.env ?? {},
    cwd: options.cwd,
    signal: options.signal ?? 'SIGTERM',
    killTimeout: options.killTimeout ?? 5_000,
    restart: options.restart ?? 'when-needed',
    keyboard: options.keyboard ?? 'on-a-terminal',
    ports: options.ports ?? 'keep',
    watch: options.watch ?? [],
  };
}
