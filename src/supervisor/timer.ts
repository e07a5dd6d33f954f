/** Lets one thing happen later, unless it is called off. */

/** Owns at most one timer, which keeps no process alive. */
export class Timer {
  #timer: NodeJS.Timeout | undefined;

  /** Calls off what was to happen, for this. */
  start(ms: number, then: () => void): void {
    this.stop();
    this.#timer = setTimeout(then, ms).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
