/** Starts webpack again, as often as needed, in the process that was started first. */

import { spawn, type ChildProcess } from 'node:child_process';
import { report } from '../../reporter';
import { END_SIGNALS } from '../end-signals';
import { FileWatch } from '../file-watch';
import { toProcessEnd, type ProcessEnd } from '../process-end';
import { decideKeptEnd, type KeeperMove } from './keeper-decisions';
import { KEEPER_VARIABLE, isKeptMessage, type KeeperMessage } from './keeper-messages';
import type { Command } from './start-command';

/** Owns the webpack that was started again. */
export class Keeper {
  readonly #command: Command;
  readonly #watch: FileWatch;
  #files: readonly string[];
  #webpack: ChildProcess | undefined;
  #wasReady = false;
  #wantsAgain = false;
  #hasChanged = false;
  #signals = 0;

  /**
   * @param files - the webpack configuration; absolute paths
   * @param poll - as in `watchOptions.poll` of webpack
   */
  constructor(command: Command, files: readonly string[], poll: number | boolean | undefined) {
    this.#command = command;
    this.#files = files;
    this.#watch = new FileWatch(poll, () => this.#onChange());
  }

  /** Becomes nothing but the process that others wait for and send signals to. */
  start(): void {
    // What listens here belongs to a compiler that is closed.
    for (const signal of END_SIGNALS) process.removeAllListeners(signal).on(signal, this.#onSignal);
    process.stdin.removeAllListeners('end').pause();
    // Webpack ends the application before it ends itself.
    process.on('exit', () => this.#webpack?.kill('SIGTERM'));
    this.#spawn();
  }

  #spawn(): void {
    this.#wasReady = this.#wantsAgain = this.#hasChanged = false;
    // Ahead of webpack, so that no save falls between its look at the configuration and ours.
    this.#watch.watch(this.#files.map((file) => ({ file, isOptional: false })));
    const { file, args } = this.#command;
    const webpack = spawn(file, args, {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, [KEEPER_VARIABLE]: String(process.pid) },
    });
    this.#webpack = webpack;
    webpack.on('message', (message) => this.#receive(message));
    webpack.once('exit', (code, signal) => this.#onExit(toProcessEnd(code, signal)));
  }

  #receive(message: unknown): void {
    if (!isKeptMessage(message)) return;
    switch (message.type) {
      case 'module-hot-reload/ready':
        this.#wasReady = true;
        this.#files = message.files;
        // It watches them itself.
        this.#watch.close();
        return;
      case 'module-hot-reload/again':
        this.#wantsAgain = true;
        return;
      default:
        return message satisfies never;
    }
  }

  #onChange(): void {
    this.#hasChanged = true;
    if (!this.#webpack) this.#spawn();
  }

  #onExit(end: ProcessEnd): void {
    this.#webpack = undefined;
    const facts = { wasReady: this.#wasReady, wantsAgain: this.#wantsAgain, hasChanged: this.#hasChanged };
    this.#make(decideKeptEnd({ end, ...facts, isOver: this.#signals > 0 }));
  }

  #make(move: KeeperMove): void {
    switch (move.type) {
      case 'start': {
        this.#spawn();
        return;
      }
      case 'wait': {
        report(
          'the webpack configuration does not work, and the application is stopped: save the configuration again to start both',
        );
        return;
      }
      case 'end': {
        endLike(move.end);
        return;
      }
      default:
        return move satisfies never;
    }
  }

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    this.#signals += 1;
    const webpack = this.#webpack;
    if (!webpack) {
      endLike({ kind: 'killed', signal });
      return;
    }
    const message: KeeperMessage = { type: 'module-hot-reload/end', signal, count: this.#signals };
    if (this.#wasReady && webpack.connected) webpack.send(message, () => undefined);
    else webpack.kill(signal);
  };
}

/** Ends this process as another one has ended. */
function endLike(end: ProcessEnd): void {
  for (const signal of END_SIGNALS) process.removeAllListeners(signal);
  if (end.kind === 'exited') process.exit(end.code);
  if (end.kind === 'killed') process.kill(process.pid, end.signal);
}
