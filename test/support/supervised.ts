/** Starts a script over and over as a supervisor does, with its sockets kept. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PortKeeper } from '../../dist/src/supervisor/ports/port-keeper';
import type { PortPolicy } from '../../src/options';
import { isLoadedMessage } from '../../runtime/protocol/preload';
import { formatSupervision, SUPERVISION_VARIABLE } from '../../runtime/protocol/supervision';
import { OutputLines } from './output-lines';
import { withDeadline } from './until';

const all: Supervised[] = [];

/** Ends and deletes everything that was started since; to be called after each test. */
export async function cleanUpSupervised(): Promise<void> {
  await Promise.all(all.splice(0).map(async (supervised) => supervised.remove()));
}

/** A script, the process that runs it, and what it has left to the next. */
export class Supervised {
  readonly folder: string = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ports-')));
  readonly lines: OutputLines = new OutputLines();
  /** Which files the processes have told to be loaded. */
  readonly loaded: string[] = [];
  /** The messages of the processes, other than those of the package. */
  readonly messages: unknown[] = [];
  readonly #keeper: PortKeeper;
  #child: ChildProcess | undefined;
  #closed: Promise<unknown> = Promise.resolve();

  constructor(mode: PortPolicy = 'keep') {
    all.push(this);
    this.#keeper = new PortKeeper(mode, { signal: 'SIGTERM', killTimeout: 5_000 });
  }

  get child(): ChildProcess {
    if (!this.#child) throw new Error('Nothing was started');
    return this.#child;
  }

  write(name: string, text: string): string {
    const file = path.join(this.folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  /** Starts a script. */
  start(text: string, name = 'dist/main.js'): void {
    const script = this.write(name, text);
    const { execArgv, env, stdio } = this.#keeper.prepare();
    const supervision = formatSupervision({ pid: process.pid, restarts: true });
    const child = fork(script, [], {
      cwd: this.folder,
      execArgv: [...execArgv],
      env: { ...process.env, ...env, [SUPERVISION_VARIABLE]: supervision },
      // The types do not know of handles.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(stdio as 'ignore'[])],
    });
    this.#child = child;
    this.#closed = once(child, 'close');
    this.#keeper.attach(child);
    child.on('message', (message) => {
      if (isLoadedMessage(message)) this.loaded.push(...message.files);
      else if (!String((message as { type?: unknown }).type).startsWith('module-hot-reload/'))
        this.messages.push(message);
    });
    this.lines.read(child.stdout!);
    this.lines.read(child.stderr!);
  }

  /** Waits until the running process prints a line. */
  async printed(pattern: RegExp, from = 0): Promise<string> {
    const [, found = ''] = await this.lines.waitFor(pattern, from);
    return found;
  }

  async drain(): Promise<void> {
    await withDeadline(() => `Not drained:\n${this.lines.all.join('\n')}\n`, this.#keeper.drain(this.child));
  }

  /** Stops the process as a restart does. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
    await this.drain();
    return this.kill(signal);
  }

  /** Signals the process, and waits for its end. */
  async kill(signal: NodeJS.Signals): Promise<number | string> {
    this.child.kill(signal);
    return this.end();
  }

  /** Waits for the end of the process, and for all that it has printed. */
  async end(): Promise<number | string> {
    const { child } = this;
    await withDeadline(() => `Not ended:\n${this.lines.all.join('\n')}\n`, this.#closed);
    return child.exitCode ?? String(child.signalCode);
  }

  /** Replaces the process by one that runs a script, and waits until that prints `ready`. */
  async restart(text: string): Promise<void> {
    await this.stop();
    const from = this.lines.all.length;
    this.start(text);
    await this.printed(/^ready/, from);
  }

  /** Lets go of what is kept. */
  release(): void {
    this.#keeper.close();
  }

  async remove(): Promise<void> {
    this.#keeper.close();
    if (this.#child) await this.kill('SIGKILL');
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
