/** Owns one process of the application, from its start to its end. */

import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { ParentMessage } from '../../runtime/protocol/supervision';
import { toProcessEnd, type ProcessEnd } from './process-end';
import type { StartPlan } from './start-plan';

/** Who hears of a process. */
export interface ProcessListener {
  onMessage(message: unknown): void;
  /** @param lived - milliseconds since the start */
  onEnd(end: ProcessEnd, lived: number): void;
}

/** A process that was started. */
export class ApplicationProcess {
  readonly child: ChildProcess;

  constructor({ file, args, options }: StartPlan, listener: ProcessListener) {
    const start = performance.now();
    this.child = fork(file, args, options);
    let hasEnded = false;
    const end = (how: ProcessEnd): void => {
      if (hasEnded) return;
      hasEnded = true;
      listener.onEnd(how, performance.now() - start);
    };
    this.child.on('message', (message) => listener.onMessage(message));
    this.child.on('exit', (code, signal) => end(toProcessEnd(code, signal)));
    this.child.on('error', (error) => {
      // An error of the channel or of a signal leaves the process running (nodejs.org/api/child_process.html#event-error).
      if (this.child.pid === undefined) end({ kind: 'not-started', message: explain(error, options.cwd) });
    });
  }

  /** Tells the process something, if it still listens. */
  send(message: ParentMessage): void {
    // Without a callback, a channel that closes meanwhile would be an unhandled error.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}

/** A folder that does not exist is reported as a program that does not exist. */
function explain(error: Error, cwd: unknown): string {
  const isMissing = typeof cwd === 'string' && !existsSync(cwd);
  return isMissing ? `the folder ${cwd}, named in run.cwd, does not exist` : error.message;
}
