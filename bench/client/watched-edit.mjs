/** Saves an edit while clients ask the server, and tells what they noticed. */

import { setTimeout as sleep } from 'node:timers/promises';

import { LOADS } from './loads.mjs';
import { PollingClient } from './polling-client.mjs';
import { saveFile } from './saving.mjs';

/** How long the clients ask before the edit is saved, and at least after it is live, in milliseconds. */
const LEAD = 120;
const TAIL = 250;

/** How long after an edit is live the same file is saved again, in milliseconds, where that is measured. */
const PAUSE = 100;

/** An edit, from before it is saved until everything has come to rest. */
export class WatchedEdit {
  #task;
  #clients;
  #saved = Infinity;
  #before;
  #after;
  #served;
  #calm;
  #live;
  #awaited;

  constructor(task) {
    this.#task = task;
    const pauses = LOADS[task.load];
    const client = (name, keepAlive) =>
      new PollingClient({
        ...{ port: task.port, keepAlive, pause: pauses[name] },
        onResponse: (text, time) => this.#hear(name, text, time),
      });
    this.#clients = { kept: client('kept', true) };
    if (pauses.fresh !== undefined) this.#clients.fresh = client('fresh', false);
  }

  /** A server that was started again listens elsewhere. */
  moveTo(port) {
    for (const client of Object.values(this.#clients)) client.port = port;
  }

  /** The tool has nothing left to do. */
  noteCalm() {
    this.#calm.resolve();
  }

  /** @param {() => void} onRest - called when the tool is to come to rest: as soon as the edit is served */
  async run(onRest) {
    const { edit, before, broken, deadline } = this.#task;
    await sleep(LEAD);
    if (broken !== undefined) {
      this.#write(broken);
      await this.#rest(onRest);
    }
    let isLive = before === undefined || (await this.#save(before));
    if (before !== undefined && isLive) await sleep(PAUSE);
    isLive &&= await this.#save(edit);
    if (isLive) {
      await this.#rest(onRest);
    }
    await Promise.all(Object.values(this.#clients).map((client) => client.stop()));
    return isLive ? this.#report() : { failed: `not live within ${deadline} ms` };
  }

  /** Saves an edit, and tells whether it went live in time. */
  async #save(edit) {
    this.#awaited = edit.expected;
    this.#served = {};
    this.#after = undefined;
    this.#live = withResolvers();
    this.#saved = performance.now();
    this.#write(edit);
    return Promise.race([this.#live.promise.then(() => true), sleep(this.#task.deadline, false, { ref: false })]);
  }

  #write({ files }) {
    for (const { file, text } of files) saveFile(file, text, this.#task.save);
  }

  async #rest(onRest) {
    this.#calm = withResolvers();
    onRest();
    await Promise.all([sleep(TAIL), this.#calm.promise]);
  }

  #hear(name, text, time) {
    const said = parse(text);
    if (said === undefined) return;
    if (time < this.#saved) this.#before = said;
    else if (this.#served[name] === undefined && isExpected(said, this.#awaited)) {
      this.#served[name] = time;
      this.#after ??= said;
      if (name === 'kept') this.#live.resolve();
    }
  }

  #report() {
    const { kept, fresh } = this.#clients;
    const since = (time) => (time === undefined ? undefined : time - this.#saved);
    return {
      latency: since(this.#served.kept),
      freshLatency: since(this.#served.fresh),
      failures: kept.failures + (fresh?.failures ?? 0),
      stall: longestStall(kept.times, this.#saved),
      requests: kept.times.length,
      stateKept: this.#before !== undefined && this.#after.count > this.#before.count,
      samePid: this.#before?.pid === this.#after.pid,
      pid: this.#after.pid,
    };
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isExpected = (said, { marker, sum }) => said.marker === marker && said.sum === sum;

/** The longest time between two responses after the edit was saved, less the usual one. */
function longestStall(times, saved) {
  const gaps = times.slice(1).map((time, index) => ({ time, gap: time - times[index] }));
  const usual = gaps.map(({ gap }) => gap).sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const after = gaps.filter(({ time }) => time > saved).map(({ gap }) => gap);
  return Math.max(0, after.reduce((longest, gap) => Math.max(longest, gap), 0) - usual);
}

function withResolvers() {
  let resolve;
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}
