/** Ties the processes that run a bundle to the course of its builds. */

import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import { LOG_LEVELS, type LogLevel, type Notify } from '../../runtime/protocol/bootstrap-options';
import { nameProcessFolder } from '../../runtime/protocol/output-names';
import { PLUGIN_NAME } from '../plugin-name';
import { report } from '../reporter';
import { CompilerPresence } from './compiler-presence';
import { isAlive } from './liveness';
import { ProcessList } from './process-list';
import { RecordFolder } from './record-store';
import { RecordWatch } from './record-watch';
import { listSavedFiles } from './saved-files';
import { SaveReporter } from './save-reporter';
import type { SaveLine } from './save-wording';
import { findSecondStarters } from './second-starters';
import { type RemedyInput, wordRemedy } from './waiting-remedy';

/** How long processes may take to answer a build, in milliseconds. */
const PATIENCE = 5_000;

/** What depends on the options of the plugin. */
export interface FollowOptions extends RemedyInput {
  /** File name of the journal, relative to the output folder. */
  readonly journal: string;
  readonly notify: Notify;
  readonly logLevel: LogLevel;
  /** Makes the journal shorter: every known process has the newest build in memory. */
  readonly compact: (compilation: Compilation) => Promise<void>;
}

/** Follows the processes of one compiler. */
export class ProcessFollower {
  readonly processes: ProcessList;
  readonly #options: FollowOptions;
  readonly #output: string;
  readonly #folder: RecordFolder;
  readonly #watch: RecordWatch;
  readonly #presence: CompilerPresence;
  readonly #saves: SaveReporter;
  readonly #children = new Set<number>();
  readonly #named = new Set<string>();
  readonly #host = os.hostname();
  #startedAt = 0;
  #isStopped = false;
  /** The newest published build, unless a build is running. */
  #compilation: Compilation | undefined;

  constructor(output: string, options: FollowOptions) {
    this.#options = options;
    this.#output = output;
    this.#folder = new RecordFolder(path.join(output, nameProcessFolder(options.journal)));
    const [store, host, now] = [this.#folder, this.#host, Date.now];
    this.processes = new ProcessList({ store, host, isAlive, now });
    this.#watch = new RecordWatch(this.#folder.path, options.notify, (name) => void this.processes.look(name));
    const startedAt = Math.round(performance.timeOrigin);
    this.#presence = new CompilerPresence(store, {
      pid: process.pid,
      host,
      command: process.argv.join(' '),
      startedAt,
    });
    this.#saves = new SaveReporter({
      processes: this.processes,
      context: { host, remedy: wordRemedy(options) },
      print: (line) => this.#print(line),
      now,
      later,
      onSettled: () => this.#settle(),
    });
    this.processes.onChange(() => this.#nameStarters());
  }

  /** Tells which process is the one that this compiler looks after. */
  supervise(pid: number): void {
    this.#children.add(pid);
  }

  /** Something was saved, and will be built. */
  invalidate(): void {
    this.#presence.tell({ state: 'building' });
  }

  begin(files: Iterable<string>): void {
    this.#startedAt = performance.now();
    this.#compilation = undefined;
    this.#saves.begin(files);
    this.#presence.tell({ state: 'building' });
  }

  /** Learns who is there before they hear of the build. */
  async prepare(): Promise<void> {
    if (this.#isStopped || !existsSync(this.#folder.path)) return;
    this.#watch.open();
    await this.processes.look();
  }

  publish(compilation: Compilation): void {
    // Where webpack writes to memory there is nothing that a process could read.
    if (this.#isStopped || !existsSync(path.join(this.#output, this.#options.journal))) return;
    this.#folder.make();
    this.#watch.open();
    this.#compilation = compilation;
    this.#saves.publish(compilation.hash ?? '', performance.now() - this.#startedAt);
    this.#presence.tell({ build: compilation.hash ?? '' });
  }

  end(hasFailed: boolean): void {
    if (hasFailed) this.#compilation = undefined;
    this.#presence.tell({ state: 'idle', failed: hasFailed });
    this.#nameStarters();
    this.#saves.end(hasFailed);
  }

  stop(): void {
    this.#isStopped = true;
    this.#saves.stop();
    this.#watch.close();
    this.#presence.remove();
  }

  #settle(): void {
    if (this.#compilation !== undefined) void this.#options.compact(this.#compilation);
  }

  #nameStarters(): void {
    const starters = findSecondStarters({
      compilers: this.processes.compilers(),
      processes: this.processes.list(),
      self: { pid: process.pid, host: this.#host },
      children: this.#children,
      folder: path.relative(process.cwd(), this.#output) || '.',
      cwd: process.cwd(),
    });
    for (const { key, text } of starters) {
      if (!this.#named.has(key)) this.#print({ weight: 'warn', text });
      this.#named.add(key);
    }
  }

  #print({ weight, text }: SaveLine): void {
    if (LOG_LEVELS.indexOf(weight) <= LOG_LEVELS.indexOf(this.#options.logLevel)) report(text);
  }
}

/**
 * Follows the processes that run what a compiler builds, while it watches.
 *
 * @returns the follower; `publish` is to be called after every published build
 */
export function followProcesses(compiler: Compiler, options: FollowOptions): ProcessFollower {
  const follower = new ProcessFollower(compiler.outputPath, options);
  const folder = nameProcessFolder(options.journal);
  const whileWatching = (work: () => void) => (): void => {
    if (compiler.watchMode) work();
  };
  compiler.hooks.invalid.tap(
    PLUGIN_NAME,
    whileWatching(() => follower.invalidate()),
  );
  compiler.hooks.compile.tap(
    PLUGIN_NAME,
    whileWatching(() => follower.begin(listSavedFiles(compiler))),
  );
  compiler.hooks.thisCompilation.tap(PLUGIN_NAME, (compilation) => {
    const { keep } = compiler.webpack.CleanPlugin.getCompilationHooks(compilation);
    // Anything but true leaves the decision to the options of the user (webpack/lib/output/CleanPlugin.js).
    keep.tap(PLUGIN_NAME, (file) => file === folder || file.startsWith(`${folder}/`) || undefined);
  });
  compiler.hooks.emit.tapPromise(PLUGIN_NAME, async () => (compiler.watchMode ? follower.prepare() : undefined));
  compiler.hooks.done.tap(PLUGIN_NAME, (stats) => compiler.watchMode && follower.end(stats.hasErrors()));
  compiler.hooks.failed.tap(
    PLUGIN_NAME,
    whileWatching(() => follower.end(true)),
  );
  compiler.hooks.watchClose.tap(PLUGIN_NAME, () => follower.stop());
  return follower;
}

function later(work: () => void): () => void {
  const timer = setTimeout(work, PATIENCE).unref();
  return () => clearTimeout(timer);
}
