/** Starts a tool in a process group of its own, and ends that group. */

import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { readGroup } from './process-table.mjs';

/** How long a group may take to end by itself, in milliseconds. */
const PATIENCE = 3_000;
const LINES_KEPT = 40;

const running = new Set();

/** A tool that runs; it emits `port` whenever a server says where it listens, and `line` for all it prints. */
export class StartedTool extends EventEmitter {
  port = 0;
  /** The last lines that were printed, for reports of failures. */
  lines = [];
  #child;

  constructor({ file, args, env = {} }, cwd) {
    super();
    const environment = { ...process.env, NO_COLOR: '1', ...env };
    delete environment.NODE_OPTIONS;
    this.#child = spawn(file, args, { cwd, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.on('error', (error) => this.#hear(String(error)));
    this.#child.on('exit', () => this.emit('exit'));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#hear(line));
    }
    if (this.#child.pid !== undefined) running.add(this);
  }

  get running() {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The processes of the group. */
  processes() {
    return this.#child.pid === undefined ? [] : readGroup(this.#child.pid);
  }

  /** Asks all processes of the group to end, insists where they do not, and waits for their end. */
  async stop() {
    this.#signal('SIGTERM');
    const deadline = Date.now() + PATIENCE;
    while (this.processes().length > 0 && Date.now() < deadline) await sleep(20);
    this.#signal('SIGKILL');
    while (this.processes().length > 0 && Date.now() < deadline + PATIENCE) await sleep(20);
    running.delete(this);
  }

  kill() {
    this.#signal('SIGKILL');
  }

  #signal(name) {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }

  #hear(line) {
    this.lines.push(line);
    if (this.lines.length > LINES_KEPT) this.lines.shift();
    this.emit('line', line);
    const match = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
    if (match === null) return;
    this.port = Number(match[1]);
    this.emit('port', this.port);
  }
}

/** However the benchmark ends, nothing that it has started goes on. */
process.on('exit', () => {
  for (const tool of running) tool.kill();
});
