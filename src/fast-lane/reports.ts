/** Knows which files were heard of that webpack's watcher has yet to report, and waits for it. */

/** A file that has yet to be reported. */
interface Expected {
  /** When it was heard of last, in milliseconds by `performance.now()`. */
  readonly since: number;
  readonly waiting: Set<() => void>;
}

/** The reports of a watcher. */
export class Reports {
  readonly #expected = new Map<string, Expected>();

  /** A file was heard of, and will be reported. */
  expect(file: string): void {
    const waiting = this.#expected.get(file)?.waiting ?? new Set();
    this.#expected.set(file, { since: performance.now(), waiting });
  }

  /** A file was reported. Whoever waits goes on when the watcher has done what it does then. */
  arrive(file: string): void {
    const waiting = this.#expected.get(file)?.waiting ?? [];
    this.#expected.delete(file);
    for (const goOn of waiting) setImmediate(goOn);
  }

  /**
   * Calls back at once where no report is expected, when it arrives, or when it is late. The event loop is not kept turning
   * meanwhile: the watcher asks for the status of the file in another thread, which may need this processor.
   *
   * @param patience - how long a report may take since the file was heard of last, in milliseconds
   */
  whenArrived(file: string, patience: number, done: () => void): void {
    const expected = this.#expected.get(file);
    const left = expected === undefined ? 0 : expected.since + patience - performance.now();
    if (expected === undefined || left <= 0) done();
    else waitAmong(expected.waiting, left, done);
  }
}

/** Calls back once: when it is called among all that wait, or when the time is over. */
function waitAmong(waiting: Set<() => void>, ms: number, done: () => void): void {
  const goOn = (): void => {
    clearTimeout(timer);
    if (waiting.delete(goOn)) done();
  };
  const timer = setTimeout(goOn, ms);
  waiting.add(goOn);
}
