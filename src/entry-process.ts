/** Keeps one process of the application: started once at a time, always stopped. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { RunConfig } from './options';
import { report } from './reporter';

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

/** Owns the process of the application. */
export class EntryProcess {
  readonly #config: RunConfig;
  #running: Running | undefined;
  #stopping = false;

  constructor(config: RunConfig) {
    this.#config = config;
  }

  /** Tells which process runs. */
  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  /**
   * Starts the process, unless it runs.
   *
   * @returns its end, or `undefined` where nothing was started
   */
  start(file: string): Promise<void> | undefined {
    if (this.#running) return undefined;
    const { execArgv, args, env, cwd } = this.#config;
    const child = spawn(process.execPath, [...execArgv, file, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    this.#running = { child, ended: this.#follow(child) };
    return this.#running.ended;
  }

  /** Asks the process to stop, insists after a while, and waits for its end. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    if (!this.#stopping) this.#ask(running);
    this.#stopping = true;
    await running.ended;
  }

  /** Ends the process at once, for when there is no time left to wait. */
  kill(): void {
    this.#running?.child.kill('SIGKILL');
  }

  #ask({ child, ended }: Running): void {
    const { signal, killTimeout } = this.#config;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), killTimeout);
    void ended.then(() => clearTimeout(timer));
  }

  async #follow(child: ChildProcess): Promise<void> {
    const end = await waitForEnd(child);
    const wasAsked = this.#stopping;
    this.#running = undefined;
    this.#stopping = false;
    if (!wasAsked) report(`the process ${end}; it starts again after the next good build`);
  }
}

async function waitForEnd(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started (${error.message})`));
    child.once('exit', (code, signal) => {
      resolve(code === null ? `was ended by ${signal ?? 'a signal'}` : `exited with code ${code}`);
    });
  });
}
