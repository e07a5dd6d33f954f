/** Says what the supervisor asks of whoever looks after the sockets of the application. */

import type { ChildProcess } from 'node:child_process';

/** What a process needs from its start. */
export interface PortPlan {
  /** Arguments for Node.js, besides those of the user. */
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What follows stdin, stdout, stderr and the channel in the option `stdio` of `child_process`. */
  readonly stdio: readonly unknown[];
}

/** Looks after the sockets of one process following another. */
export interface PortKeeping {
  /** Called before each start. */
  prepare(): PortPlan;
  /** Called right after each start. */
  attach(child: ChildProcess): void;
  /** Resolves when nobody waits for an answer of the process any more; new requests wait for the next process. */
  drain(child: ChildProcess): Promise<void>;
  /** Called when there will be no more processes. */
  close(): void;
}
