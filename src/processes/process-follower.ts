/** Follows the processes that run a bundle from build to build. */

import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Compilation } from 'webpack';
import { isPrinted, type LogLevel, type Notify } from '../../runtime/protocol/bootstrap-options';
import { nameProcessFolder } from '../../runtime/protocol/output-names';
import { messageOf } from '../errors';
import { report } from '../reporter';
import type { ProcessRecord } from '../../runtime/protocol/process-record';
import { CompilerPresence } from './compiler-presence';
import { belongsTo } from './family';
import { isAlive } from './liveness';
import type { PublishedPatch } from './live-patches';
import { ProcessList } from './process-list';
import { RecordFolder } from './record-store';
import { RecordWatch } from './record-watch';
import { SaveReporter } from './save-reporter';
import { findSecondStarters } from './second-starters';
import { type RemedyInput, wordRemedy } from './waiting-remedy';

/** How long processes may take to answer a build, in milliseconds. */
const PATIENCE = 5_000;

/** How long nothing may happen before the journal is made shorter, in milliseconds: the next save should not wait. */
const PAUSE = 1_000;

/** How long the fast lane may take with a save before others hear that it will be built, in milliseconds. */
const LANE_TIME = 15;

/** What is asked of whoever publishes. */
export interface PublishedBuilds {
  /** What a process names as its build that has taken everything. */
  readonly newest: string;
  /** Whether something is published that was saved when the newest build had begun: another build will follow. */
  readonly isAhead: boolean;
  /** Whether a process that names one build has taken another one. */
  readonly hasReached: (build: string, goal: string) => boolean;
  /** Every process that is known runs the newest build. */
  readonly forgetFormer: () => void;
  /** Gives what makes the journal shorter, once every known process has the newest build in memory. */
  readonly planCompaction: (compilation: Compilation) => (() => Promise<void>) | undefined;
}

/** What depends on the options of the plugin. */
export interface FollowOptions extends RemedyInput {
  /** File name of the journal, relative to the output folder. */
  readonly journal: string;
  readonly notify: Notify;
  readonly logLevel: LogLevel;
  /** Whether the process that this compiler looks after is started again where an update cannot be applied. */
  readonly replaces: boolean;
  readonly builds: PublishedBuilds;
  /** Whether webpack takes a file for unchanged, by the name that a save has for it. */
  readonly isManaged: (file: string) => boolean;
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
  /** Makes the journal shorter; nothing while a build is running. */
  #compact: (() => Promise<void>) | undefined;
  #cancel: (() => void) | undefined;
  /** Withholds that a build will follow, where that is not told yet. */
  #withhold: (() => void) | undefined;

  constructor(output: string, options: FollowOptions) {
    this.#options = options;
    this.#output = output;
    this.#folder = new RecordFolder(path.join(output, nameProcessFolder(options.journal)));
    const [store, host] = [this.#folder, this.#host];
    this.processes = new ProcessList({ store, host, isAlive });
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
      context: {
        host,
        remedy: wordRemedy(options),
        explains: ({ supervised }) => !supervised,
        isManaged: options.isManaged,
      },
      // What a process has started may outlive it for a moment.
      isReplaced: (record) => options.replaces && [...this.#children].some((pid) => this.belongsTo(record, pid)),
      startsOne: options.replaces,
      print: (line) => this.#print(line),
      hasReached: (build, goal) => options.builds.hasReached(build, goal),
      now: Date.now,
      later: (work) => later(work, PATIENCE),
      onSettled: () => this.#settle(),
    });
    this.processes.onChange(() => this.#nameStarters());
  }

  /** Tells which process is the one that this compiler looks after. */
  supervise(pid: number): void {
    this.#children.add(pid);
  }

  /** Whether a record is of a process of this machine, or of one that it has started. */
  belongsTo(record: ProcessRecord, pid: number): boolean {
    return belongsTo(record, { pid, host: this.#host }, this.processes.list());
  }

  /** Something was saved, and will be built. Telling others takes time that the fast lane needs just now. */
  invalidate(): void {
    this.#withhold ??= later(() => this.#presence.tell({ state: 'building' }), LANE_TIME);
  }

  /** An edit was published ahead of its build. */
  patch(patch: PublishedPatch): void {
    this.#saves.patch(patch);
  }

  /**
   * A build begins, perhaps in a watch that was opened after another one was closed.
   *
   * @param isRepeated - whether the build before has read all that was saved
   */
  begin(files: Iterable<string>, isRepeated: boolean): void {
    if (this.#isStopped) this.#presence.open();
    this.#isStopped = false;
    this.#startedAt = performance.now();
    this.#withhold?.();
    this.#withhold = undefined;
    this.#compact = undefined;
    this.#cancel?.();
    this.#saves.begin(files, isRepeated);
    this.#presence.tell({ state: 'building' });
  }

  /** Learns who is there before they hear of the build. */
  async prepare(): Promise<void> {
    if (this.#isStopped || !existsSync(this.#folder.path)) return;
    this.#watch.open();
    await this.processes.look();
  }

  publish(compilation: Compilation): void {
    if (this.#isStopped || !compilation.compiler.watchMode) return;
    // Where webpack writes to memory there is nothing that a process could read.
    if (!existsSync(path.join(this.#output, this.#options.journal))) return;
    const { builds } = this.#options;
    if (this.processes.list().length === 0) builds.forgetFormer();
    this.#folder.make();
    this.#watch.open();
    if (builds.isAhead) this.#saves.pass(builds.newest);
    else {
      this.#compact = builds.planCompaction(compilation);
      this.#saves.publish(builds.newest, performance.now() - this.#startedAt);
    }
    this.#presence.tell({ build: compilation.hash ?? '' });
  }

  end(hasFailed: boolean): void {
    this.#presence.tell({ state: 'idle', failed: hasFailed });
    this.#nameStarters();
    // Where something else is live already, the next build tells.
    this.#saves.end(hasFailed && !this.#options.builds.isAhead);
  }

  stop(): void {
    this.#isStopped = true;
    this.#withhold?.();
    this.#cancel?.();
    this.#saves.stop();
    this.#watch.close();
    this.#presence.remove();
  }

  /** Everybody has the newest build in memory, where some of it may still wait. */
  #settle(): void {
    if (this.processes.list().every(({ pending }) => pending.length === 0)) this.#options.builds.forgetFormer();
    const compact = this.#compact;
    this.#compact = undefined;
    if (compact === undefined) return;
    this.#cancel = later(() => {
      // Where it fails, the journal leads on as before.
      compact().catch((error: unknown) => {
        this.#print({ weight: 'debug', text: `the journal could not be made shorter: ${messageOf(error)}` });
      });
    }, PAUSE);
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

  #print({ weight, text }: { readonly weight: LogLevel; readonly text: string }): void {
    if (isPrinted(weight, this.#options.logLevel)) report(text);
  }
}

function later(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
}
