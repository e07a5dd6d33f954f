/** Rings when the journal looks different from the last time it was looked at. */

import { stat } from 'node:fs/promises';

import type { Trigger } from './trigger';

/** Looks at the journal again and again: for file systems that report no events. */
export class JournalPoll implements Trigger {
  readonly #path: string;
  readonly #ring: () => void;
  readonly #timer: NodeJS.Timeout;
  #seen = '';

  /**
   * @param path - absolute path of the journal
   * @param interval - milliseconds
   */
  constructor(path: string, interval: number, ring: () => void) {
    this.#path = path;
    this.#ring = ring;
    this.#timer = setInterval(() => void this.#look(), interval).unref();
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

  async #look(): Promise<void> {
    const seen = await stat(this.#path).then(
      ({ ino, mtimeMs, size }) => `${String(ino)} ${String(mtimeMs)} ${String(size)}`,
      () => '',
    );
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#ring();
  }
}
