/** Looks for a new journal, or a request beside it, again and again: for file systems that report no events. */

import { type Bells, lookAtAll } from './bell';
import type { Trigger } from './trigger';

/** Looks at files every so many milliseconds. */
export class JournalPoll implements Trigger {
  readonly #timer: NodeJS.Timeout;

  /** @param interval - milliseconds */
  constructor(bells: Bells, interval: number) {
    this.#timer = setInterval(() => lookAtAll(bells), interval).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  ref(): void {
    this.#timer.ref();
  }

  unref(): void {
    this.#timer.unref();
  }
}
