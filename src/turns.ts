/** Lets one piece of work begin when the one before it has come to its end. */

/** A queue of asynchronous work. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #taken = 0;
  #waiting: (() => void)[] = [];

  /** Whether something is at work, or waits for its turn. */
  get areTaken(): boolean {
    return this.#taken > 0;
  }

  /** Resolves when everything that waits now has come to its end, well or not. */
  get settled(): Promise<unknown> {
    return this.#last;
  }

  /** Does something in its turn. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    this.#taken += 1;
    const turn = this.#last.then(work).finally(() => this.#giveBack());
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Calls back when no turn is taken: at once, or in the order of asking. */
  whenFree(done: () => void): void {
    if (this.areTaken) this.#waiting.push(done);
    else done();
  }

  #giveBack(): void {
    this.#taken -= 1;
    // What throws there has nothing to do with this turn.
    queueMicrotask(() => {
      while (!this.areTaken && this.#waiting.length > 0) this.#waiting.shift()?.();
    });
  }
}
