/** Measures all tools at one size: side by side where memory allows, otherwise one after the other in blocks. */

import { fitSideBySide } from './memory.mjs';
import { createRandom, createSchedule, shuffle, splitIntoBlocks } from './schedule.mjs';
import { Session } from './session.mjs';

/** After so many failures in a row a tool is left out. */
const MAX_FAILURES = 3;

/** The measurements of one size. */
export class Runner {
  results = [];
  #options;
  #size;
  #client;
  #report;
  #random;
  #states = new Map();

  constructor(options, size, client, report) {
    this.#options = options;
    this.#size = size;
    this.#client = client;
    this.#report = report;
    this.#random = createRandom(options.seed + size);
  }

  async run() {
    const { drivers } = this.#options;
    for (const driver of drivers) this.#states.set(driver, this.#open(driver));
    try {
      if (fitSideBySide(this.#options, this.#size)) await this.#runSideBySide();
      else await this.#runInBlocks();
    } finally {
      await Promise.all([...this.#states.values()].map(({ session }) => session.remove()));
    }
    return this.results;
  }

  #open(driver) {
    return { session: new Session(driver, this.#size, this.#client), failures: 0, isLeftOut: false };
  }

  async #runSideBySide() {
    const tools = this.#options.drivers;
    for (const driver of tools) await this.#start(driver);
    const { kinds, edits, loaded, gentle } = this.#options;
    const schedule = createSchedule({ tools, kinds, edits, loaded, gentle, random: this.#random });
    for (const turn of schedule) await this.#take(turn);
  }

  async #runInBlocks() {
    const { kinds, drivers } = this.#options;
    for (const block of splitIntoBlocks(this.#options)) {
      for (const driver of shuffle(drivers, this.#random)) {
        await this.#start(driver);
        const schedule = createSchedule({ tools: [driver], kinds, ...block, random: this.#random });
        for (const turn of schedule) await this.#take(turn);
        await this.#states.get(driver).session.stop();
      }
    }
  }

  async #start(driver) {
    const state = this.#states.get(driver);
    if (state.isLeftOut) return;
    try {
      const begin = performance.now();
      await state.session.start(this.#options.env);
      this.#report.started(driver, this.#size, performance.now() - begin);
      for (let index = 0; index < this.#options.warmup; index++) {
        const kind = this.#options.kinds[index % this.#options.kinds.length];
        await state.session.measure(kind, { load: 'steady', save: this.#options.save });
      }
    } catch (error) {
      await this.#fail(driver, { kind: 'start', failed: String(error.message) });
    }
  }

  async #take({ tool: driver, kind, load }) {
    const state = this.#states.get(driver);
    if (state.isLeftOut) return;
    if (!state.session.isRunning) await this.#start(driver);
    if (state.isLeftOut || !state.session.isRunning) return;
    const result = await state.session.measure(kind, { load, save: this.#options.save });
    if (result.failed !== undefined) return this.#fail(driver, result);
    state.failures = 0;
    this.#add(driver, result);
  }

  /** A tool that failed is started again; one that goes on failing is left out. */
  async #fail(driver, result) {
    const state = this.#states.get(driver);
    this.#add(driver, result);
    await state.session.stop();
    state.isLeftOut = ++state.failures >= MAX_FAILURES;
  }

  #add(driver, result) {
    const { mismatches } = this.#states.get(driver).session;
    const entry = {
      tool: driver.name,
      size: this.#size,
      ...result,
      ...(mismatches === undefined ? {} : { mismatches }),
    };
    this.results.push(entry);
    this.#report.measured(driver, entry);
  }
}
