/** Puts the supervisor together with those who tell it what to do, from the first build to the end of the watch. */

import path from 'node:path';
import type { Compiler } from 'webpack';
import type { ProcessRecord } from '../../runtime/protocol/process-record';
import type { ReloadMode } from '../../runtime/protocol/bootstrap-options';
import type { RunConfig } from '../options';
import { report } from '../reporter';
import { CompilerRestart } from './compiler-restart/compiler-restart';
import { EndSignals } from './end-signals';
import { hasKeyboard, Keyboard } from './keyboard';
import type { PortKeeping } from './port-keeping';
import { RestartFiles } from './restart-files';
import { describeUnwatchable } from './unwatchable';
import type { Build } from './state';
import { Supervisor } from './supervisor';
import { wordHint } from './wording';

/** What the session works with. */
export interface SessionParts {
  readonly compiler: Compiler;
  readonly config: RunConfig;
  readonly mode: ReloadMode;
  readonly ports: PortKeeping;
  /** Called with each process that was started. */
  readonly onStart: (pid: number) => void;
  readonly onRecord: (record: ProcessRecord) => void;
  /** Called when `r` was typed. */
  readonly reload: () => void;
  /** Whether a process that names one build has taken another one. */
  readonly hasReached: (build: string, goal: string) => boolean;
  /** Whether a record is of a process, or of one that it has started. */
  readonly belongsTo: (record: ProcessRecord, pid: number) => boolean;
}

/** Owns everything that runs beside webpack. */
export class Session {
  readonly #supervisor: Supervisor;
  readonly #restartFiles: RestartFiles;
  readonly #compilerRestart: CompilerRestart;
  readonly #signals: EndSignals;
  readonly #keyboard: Keyboard | undefined;
  readonly #parts: SessionParts;
  #isOpen = false;
  #hasHinted = false;

  constructor(parts: SessionParts) {
    const { compiler, config } = parts;
    this.#parts = parts;
    this.#supervisor = this.#createSupervisor(hasKeyboard(config.keyboard));
    this.#keyboard = hasKeyboard(config.keyboard) ? this.#createKeyboard() : undefined;
    const places = { config, outputPath: compiler.outputPath, poll: compiler.options.watchOptions.poll };
    this.#restartFiles = new RestartFiles(places, (reason) => this.#supervisor.restart(reason, 'change'));
    this.#compilerRestart = new CompilerRestart(compiler, async () => this.stop('end-requested'));
    this.#signals = new EndSignals({
      end: async () => this.stop('end-requested'),
      insist: () => void this.stop('end-insisted'),
      exit: () => this.#supervisor.killAtExit(),
    });
  }

  /** Watches the configuration, which may be what keeps a first build from being good. */
  watchConfiguration(): void {
    this.#compilerRestart.open();
  }

  /** A build was published. */
  built(build: Build): void {
    this.#open();
    this.#supervisor.built(build);
  }

  /** A thread has told of itself. */
  reported(record: ProcessRecord): void {
    this.#supervisor.reported(record);
  }

  /** Stops the process, and then whatever runs beside it. */
  async stop(why: 'watch-closed' | 'end-requested' | 'end-insisted'): Promise<void> {
    await this.#supervisor.stop(why);
    this.#isOpen = false;
    this.#keyboard?.close();
    this.#restartFiles.close();
    this.#compilerRestart.close();
    this.#signals.close();
    this.#parts.ports.close();
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#signals.open();
    this.#keyboard?.open();
    this.#restartFiles.open();
    this.#compilerRestart.open();
    const { cwd, watch } = this.#parts.config;
    for (const sentence of describeUnwatchable(watch, path.resolve(cwd ?? ''))) report(sentence);
  }

  #createSupervisor(keyboard: boolean): Supervisor {
    const { config, ports, onStart, onRecord, reload, hasReached, belongsTo } = this.#parts;
    return new Supervisor(config, keyboard, {
      ports,
      say: report,
      onRecord,
      reload,
      hasReached,
      belongsTo,
      onLoaded: (files, startedAt) => this.#restartFiles.setLoaded(files, startedAt),
      onStart: ({ stdin, pid }) => {
        this.#keyboard?.attach(stdin);
        this.#hint();
        if (pid !== undefined) onStart(pid);
      },
    });
  }

  #createKeyboard(): Keyboard {
    return new Keyboard(process.stdin, {
      reload: () => this.#supervisor.reload(),
      restart: () => this.#supervisor.restart('rs was typed', 'person'),
    });
  }

  /** Says once what can be typed. */
  #hint(): void {
    if (!this.#keyboard || this.#hasHinted) return;
    this.#hasHinted = true;
    report(wordHint(this.#parts.mode === 'manual'));
  }
}
