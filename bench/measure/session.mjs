/** Keeps one tool running on its application, and measures edits there. */

import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { sumOf } from '../process/process-table.mjs';
import { StartedTool } from '../process/started-tool.mjs';
import { createWorkspace } from '../workload/workspace.mjs';
import { waitForCalm } from './calm.mjs';

const startDeadline = (size) => 60_000 + size * 20;
const editDeadline = (size) => 20_000 + size * 6;

/** A tool at work on an application of one size. */
export class Session {
  /** How often a fast lane was wrong; nothing for tools that have none. */
  mismatches;
  #driver;
  #size;
  #client;
  #workspace;
  #tool;

  constructor(driver, size, client) {
    this.#driver = driver;
    this.#size = size;
    this.#client = client;
    if (driver.tellsMismatch !== undefined) this.mismatches = 0;
  }

  get isRunning() {
    return this.#tool?.running === true;
  }

  /** Starts the tool and waits until its server says what the sources say. */
  async start(env) {
    this.#workspace ??= await createWorkspace(this.#driver, this.#size);
    const command = this.#driver.command(this.#workspace.folder);
    this.#tool = new StartedTool({ ...command, env: { ...env, ...command.env } }, this.#workspace.folder);
    this.#tool.on('line', (line) => {
      if (this.#driver.tellsMismatch?.(line) === true) this.mismatches++;
    });
    const deadline = Date.now() + startDeadline(this.#size);
    while (!(await this.#serves(this.#workspace.edits.expected))) {
      if (!this.isRunning || Date.now() > deadline)
        throw new Error(`It does not serve:\n${this.#tool.lines.join('\n')}`);
      await sleep(100);
    }
    await waitForCalm(this.#tool, { deadline: 10_000 });
  }

  /**
   * Makes an edit and measures what becomes of it.
   *
   * @param {string} kind - of edit
   * @param {object} options - `load`, how hard clients ask; `save`, a way
   */
  async measure(kind, { load, save }) {
    const edit = this.#workspace.edits.next(kind);
    const before = sumOf(this.#tool.processes(), 'cpu');
    const moved = (port) => this.#client.moveTo(port);
    const rest = () => void this.#awaitCalm(load);
    this.#tool.on('port', moved);
    this.#client.on('rest', rest);
    const report = await this.#client.watch({
      ...{ port: this.#tool.port, edit: this.#place(edit) },
      ...{ before: edit.before && this.#place(edit.before), broken: edit.broken && this.#place(edit.broken) },
      ...{ load, save, deadline: editDeadline(this.#size) },
    });
    this.#tool.off('port', moved);
    this.#client.off('rest', rest);
    if (report.failed !== undefined) return { kind, load, ...report, lines: this.#tool.lines.slice(-12) };
    if (load !== 'gentle') return { kind, load, ...report };
    const processes = this.#tool.processes();
    return { kind, load, ...report, cpu: sumOf(processes, 'cpu') - before, rss: sumOf(processes, 'rss') };
  }

  #place({ files, expected }) {
    return { files: files.map(({ file, text }) => ({ file: this.#workspace.fileOf(file), text })), expected };
  }

  async stop() {
    await this.#tool?.stop();
    this.#tool = undefined;
  }

  async remove() {
    await this.stop();
    await this.#workspace?.remove();
    this.#workspace = undefined;
  }

  /** While clients ask all the time their server is never calm: then only the other processes count. */
  async #awaitCalm(load) {
    const pid = load === 'gentle' ? undefined : await this.#serverPid();
    await waitForCalm(this.#tool, { except: pid, deadline: editDeadline(this.#size) });
    this.#client.noteCalm();
  }

  async #serverPid() {
    return (await this.#ask())?.pid;
  }

  async #serves({ marker, sum }) {
    const said = await this.#ask();
    return said?.marker === marker && said.sum === sum;
  }

  async #ask() {
    if (this.#tool.port === 0) return undefined;
    try {
      const request = http.get({ host: '127.0.0.1', port: this.#tool.port, agent: false, timeout: 5_000 });
      request.on('timeout', () => request.destroy());
      const [response] = await once(request, 'response');
      const parts = await response.toArray();
      return JSON.parse(Buffer.concat(parts).toString());
    } catch {
      return undefined;
    }
  }
}
