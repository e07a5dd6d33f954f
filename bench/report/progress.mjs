/** Prints what is going on. */

import { time } from './markdown.mjs';

export class Progress {
  #total;
  #done = 0;
  #begin = performance.now();

  /** @param {number} total - how many edits there will be */
  constructor(total) {
    this.#total = total;
  }

  started(driver, size, ms) {
    console.log(`          ${driver.name}: started with ${size} modules in ${(ms / 1000).toFixed(1)} s`);
  }

  measured(driver, result) {
    this.#done++;
    const minutes = (performance.now() - this.#begin) / 60_000;
    const left = Math.ceil((minutes / this.#done) * Math.max(0, this.#total - this.#done));
    const where = `${String(this.#done).padStart(5)}/${this.#total}`;
    console.log(
      `${where}  ${driver.name}, ${result.size} modules, ${result.kind}: ${this.#tell(result)}, ${left} min left`,
    );
  }

  #tell(result) {
    if (result.failed !== undefined) return `FAILED: ${[result.failed, ...(result.lines ?? [])].join('\n          ')}`;
    if (result.load === 'gentle') return `${time(result.cpu)} ms CPU, ${Math.round(result.rss / 1e6)} MB`;
    const { latency, stall, failures, stateKept } = result;
    return `${time(latency)} ms under ${result.load} load, stall ${time(stall)} ms, ${failures} failed requests, state ${stateKept ? 'kept' : 'lost'}`;
  }
}
