/** Starts processes, and ends those it has started. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { OutputLines } from './output-lines';
import { inTerminal } from './terminal';
import { DEADLINE, withDeadline } from './until';

/** How long a process may take to end by itself, in milliseconds. */
const PATIENCE = 5_000;

/** What is different from a plain `node file`. */
export interface StartOptions {
  readonly cwd: string;
  readonly args?: readonly string[];
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the process gets a channel to this one, as `fork()` opens it. */
  readonly channel?: boolean;
  /** Whether the test types something. */
  readonly hasInput?: boolean;
  /** Makes the command a terminal runs of the command that is started; by default there is no terminal. */
  readonly inTerminal?: (command: string) => string;
}

/** A process that runs a script with Node.js. */
export class StartedProcess {
  readonly lines: OutputLines = new OutputLines();
  /** Resolves, with the exit code or the signal, when the process has ended and everything it printed is read. */
  readonly ended: Promise<number | string>;
  /** What the process has sent over its channel. */
  readonly messages: unknown[] = [];
  readonly #child: ChildProcess;

  constructor(script: string, { cwd, args = [], execArgv = [], env = {}, ...options }: StartOptions) {
    const plain = [process.execPath, ...execArgv, script, ...args];
    const [file = '', ...rest] = options.inTerminal ? inTerminal(options.inTerminal(plain.join(' '))) : plain;
    const hasInput = options.hasInput === true || options.inTerminal !== undefined;
    const child = spawn(file, rest, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [hasInput ? 'pipe' : 'ignore', 'pipe', 'pipe', ...(options.channel === true ? (['ipc'] as const) : [])],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) if (stream) this.lines.read(stream);
    child.on('message', (message) => this.messages.push(message));
    this.ended = once(child, 'close').then(([code, signal]) => {
      this.lines.end();
      return (code as number | null) ?? String(signal);
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Sends something over the channel. */
  send(message: object): void {
    this.#child.send(message);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Types a line. */
  type(line: string): void {
    this.press(`${line}\n`);
  }

  press(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** Types no more. */
  endInput(): void {
    this.#child.stdin?.end();
  }

  async waitForEnd(): Promise<number | string> {
    return withDeadline(() => `The process has not ended:\n${this.lines.all.join('\n')}\n`, this.ended, DEADLINE);
  }

  /** Asks the process to end, insists where it does not, and waits for its end. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE);
    await once(this.#child, 'exit');
    clearTimeout(timer);
  }
}
