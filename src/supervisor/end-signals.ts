/** Ends the application with this process, whichever signal ends that. */

/** The signals by which people and process managers end a compiler. */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What is to happen. */
export interface Endings {
  /** On the first signal; resolves when everything has ended. */
  end(): Promise<void>;
  /** On every further one that a person sends: nobody wants to wait. */
  insist(): void;
  /** When this process exits: what is not done at once is never done. */
  exit(): void;
}

/** Owns the listeners on the signals. */
export class EndSignals {
  readonly #endings: Endings;
  #isOpen = false;
  #isEnding = false;

  constructor(endings: Endings) {
    this.#endings = endings;
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    process.on('exit', this.#onExit);
    for (const signal of END_SIGNALS) process.on(signal, this.#onSignal);
  }

  close(): void {
    this.#isOpen = false;
    process.off('exit', this.#onExit);
    for (const signal of END_SIGNALS) process.off(signal, this.#onSignal);
  }

  readonly #onExit = (): void => this.#endings.exit();

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    if (this.#isEnding) {
      // A terminal that goes away says so to everybody who is there, and again to those it has lost.
      if (signal !== 'SIGHUP') this.#endings.insist();
      return;
    }
    this.#isEnding = true;
    void this.#endings.end().finally(() => {
      this.close();
      // A signal that nobody else handles keeps its usual effect, only later.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  };
}
