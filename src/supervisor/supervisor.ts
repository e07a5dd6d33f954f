/** Keeps the application running: does what the decisions say, one process at a time. */

import type { ChildProcess } from 'node:child_process';
import { isProcessMessage } from '../../runtime/protocol/supervision';
import type { ProcessRecord } from '../../runtime/protocol/process-record';
import type { RunConfig } from '../options';
import { ApplicationProcess } from './application-process';
import { isLoadedMessage } from '../../runtime/protocol/preload';
import { decide } from './machine';
import type { PortKeeping } from './port-keeping';
import { OtherRefusals } from './other-refusals';
import { planStart } from './start-plan';
import { NOTHING_STARTED } from './state';
import type { Build, Effect, Policy, State, SupervisorEvent, Verdict } from './state';
import { Timer } from './timer';
import { toVerdict } from './verdict';

type TimerEffect = Extract<Effect, { type: 'start-kill-timer' | 'stop-kill-timer' | 'wait' | 'stop-waiting' }>;

/** Whom the supervisor works with. */
export interface SupervisorParts {
  readonly ports: PortKeeping;
  /** Prints a line. */
  readonly say: (line: string) => void;
  /** Called with each process that was started. */
  readonly onStart: (child: ChildProcess) => void;
  /** Called with what the process tells of itself. */
  readonly onRecord: (record: ProcessRecord) => void;
  /**
   * Called with all files that the process has loaded from outside of the bundle, whenever there are more, and with when
   * it was started, in milliseconds since the epoch.
   */
  readonly onLoaded: (files: readonly string[], startedAt: number) => void;
  /** Called to have what is held back applied. */
  readonly reload: () => void;
  /** Whether a process that names one build has taken another one. */
  readonly hasReached: (build: string, goal: string) => boolean;
  /** Whether a record is of a process, or of one that it has started. */
  readonly belongsTo: (record: ProcessRecord, pid: number) => boolean;
}

/** Owns the process of the application. */
export class Supervisor {
  readonly #config: RunConfig;
  readonly #policy: Policy;
  readonly #parts: SupervisorParts;
  readonly #killTimer: Timer = new Timer();
  readonly #waitTimer: Timer = new Timer();
  #state: State = NOTHING_STARTED;
  #process: ApplicationProcess | undefined;
  /** What the process has loaded from outside of the bundle, as far as it has told. */
  #loaded: readonly string[] = [];
  /** What other threads, and processes that this one has started, have refused. */
  #others = new OtherRefusals();
  #waiting: (() => void)[] = [];

  constructor(config: RunConfig, keyboard: boolean, parts: SupervisorParts) {
    const { restart, signal, killTimeout } = config;
    this.#config = config;
    this.#policy = { restart, signal, killTimeout, keyboard };
    this.#parts = parts;
  }

  /** A build was published. */
  built(build: Build): void {
    this.#hear({ type: 'built', build });
    this.#hearOthers();
  }

  /**
   * A thread has told of itself. Worker threads and what the application has forked have no channel, and what they refuse
   * only others can run.
   */
  reported(record: ProcessRecord): void {
    const verdict = toVerdict(record.outcome);
    const pid = this.#process?.child.pid;
    const hasChannel = record.thread === 0 && record.pid === pid;
    if (pid === undefined || hasChannel || verdict.kind === 'fine' || !this.#parts.belongsTo(record, pid)) return;
    if (verdict.kind === 'refused') this.#others.hold(record.build, verdict);
    else this.#hearReport(record.build, verdict);
    this.#hearOthers();
  }

  /**
   * Asks for another process.
   *
   * @param reason - why, as a sentence without its end
   * @param by - a person gets it whatever the options say
   */
  restart(reason: string, by: 'person' | 'change'): void {
    this.#hear({ type: 'restart-requested', reason, by });
  }

  /** Asks for what is held back to be applied. */
  reload(): void {
    this.#hear({ type: 'reload-requested' });
  }

  /**
   * Stops the process.
   *
   * @param why - a watch that was closed may be opened again; a compiler that ends starts nothing any more
   * @returns when there is no process
   */
  async stop(why: 'watch-closed' | 'end-requested' | 'end-insisted'): Promise<void> {
    this.#hear({ type: why });
    if (this.#state.phase.name === 'stopped') return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Ends the process without waiting, for when this process has no time left. */
  killAtExit(): void {
    this.#process?.signal('SIGKILL');
  }

  #hear(event: SupervisorEvent): void {
    const { state, effects } = decide(this.#policy, this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
    if (state.phase.name !== 'stopped') return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** What others have refused matters once the new code runs. */
  #hearOthers(): void {
    const newest = this.#state.newest?.hash;
    if (newest === undefined) return;
    for (const verdict of this.#others.release((build) => this.#parts.hasReached(build, newest))) {
      this.#hear({ type: 'reported', build: newest, verdict });
    }
  }

  /** A process that names a patch has taken the build that it is for. */
  #hearReport(build: string, verdict: Verdict): void {
    const newest = this.#state.newest?.hash;
    const isThere = newest !== undefined && this.#parts.hasReached(build, newest);
    this.#hear({ type: 'reported', build: isThere ? newest : build, verdict });
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'fork':
        this.#fork(effect.file);
        break;
      case 'tell':
        this.#process?.send({ type: 'module-hot-reload/build' });
        break;
      case 'reload':
        this.#parts.reload();
        break;
      case 'drain':
        this.#drain();
        break;
      case 'signal':
        this.#process?.signal(this.#config.signal);
        break;
      case 'kill':
        this.#process?.signal('SIGKILL');
        break;
      case 'say':
        this.#parts.say(effect.line);
        break;
      default:
        this.#performLater(effect);
    }
  }

  #performLater(effect: TimerEffect): void {
    switch (effect.type) {
      case 'start-kill-timer':
        this.#killTimer.start(this.#config.killTimeout, () => this.#hear({ type: 'time-over' }));
        break;
      case 'stop-kill-timer':
        this.#killTimer.stop();
        break;
      case 'wait':
        this.#waitTimer.start(effect.ms, () => this.#hear({ type: 'wait-over' }));
        break;
      case 'stop-waiting':
        this.#waitTimer.stop();
        break;
      default:
        effect satisfies never;
    }
  }

  #fork(file: string): void {
    const { ports, onStart } = this.#parts;
    const surroundings = { env: process.env, pid: process.pid, keyboard: this.#policy.keyboard };
    const plan = planStart(file, this.#config, ports.prepare(), surroundings);
    const startedAt = Date.now();
    const started = new ApplicationProcess(plan, {
      onMessage: (message) => this.#receive(message, startedAt),
      onEnd: (end, lived) => {
        this.#process = undefined;
        this.#hear({ type: 'exited', end, lived });
      },
    });
    this.#process = started;
    this.#loaded = [];
    this.#others = new OtherRefusals();
    ports.attach(started.child);
    onStart(started.child);
  }

  #drain(): void {
    const process = this.#process;
    if (!process) return;
    const onDrained = (): void => {
      if (this.#process === process) this.#hear({ type: 'drained' });
    };
    // Requests that cannot be waited for do not hold up a restart.
    this.#parts.ports.drain(process.child).then(onDrained, onDrained);
  }

  #receive(message: unknown, startedAt: number): void {
    if (isProcessMessage(message)) {
      const { record } = message;
      this.#parts.onRecord(record);
      this.#others.noteMain(record);
      this.#hearReport(record.build, toVerdict(record.outcome));
      this.#hearOthers();
    } else if (isLoadedMessage(message)) {
      this.#loaded = [...this.#loaded, ...message.files];
      this.#parts.onLoaded(this.#loaded, startedAt);
    }
  }
}
