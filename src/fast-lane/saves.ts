/** Knows which files were saved, and what was read of them already. */

import type { ReadNow } from './file-content';

/** How long the watcher may take, in milliseconds, to report what was heard of before it; mostly it takes half of one. */
const PATIENCE = 2;

/** The saves of a session: several events may tell of one, some of them when it is built already. */
export class Saves {
  readonly #read: ReadNow;
  readonly #onSaved: (files: readonly string[]) => void;
  /** What was read; these are the few files that somebody works on. */
  readonly #contents = new Map<string, Buffer>();
  /** Files whose saves are told together. */
  #burst = new Set<string>();
  /** Files that were heard of, and that webpack's watcher has yet to report. */
  readonly #unreported = new Set<string>();

  /**
   * @param read - reads a file
   * @param onSaved - told of the files whose saves were heard of in the same turn of the event loop
   */
  constructor(read: ReadNow, onSaved: (files: readonly string[]) => void) {
    this.#read = read;
    this.#onSaved = onSaved;
  }

  /**
   * Takes notice of a save. The event loop has a turn first, for what else has happened.
   *
   * @param isReported - whether it is the watcher that tells
   */
  add(file: string, isReported: boolean): void {
    if (isReported) this.#unreported.delete(file);
    else this.#unreported.add(file);
    if (this.#burst.size === 0) setImmediate(() => this.#tell());
    this.#burst.add(file);
  }

  /** The files that are told of at the end of this turn of the event loop. */
  get untold(): Iterable<string> {
    return this.#burst;
  }

  /**
   * Calls back once the watcher has reported a save too, or does not seem to: it knows then what else was saved while the
   * event loop was busy, and webpack waits for further saves.
   */
  whenReported(file: string, done: () => void, end: number = performance.now() + PATIENCE): void {
    if (this.#unreported.has(file) && performance.now() < end) {
      setImmediate(() => this.whenReported(file, done, end));
      return;
    }
    this.#unreported.delete(file);
    done();
  }

  /** Reads a file, and remembers what was read. */
  read(file: string): Buffer | undefined {
    const content = this.#read(file);
    if (content === undefined) this.#contents.delete(file);
    else this.#contents.set(file, content);
    return content;
  }

  /** What a file holds, if that was not read before: then it is taken care of. */
  readNews(file: string): Buffer | 'known' | undefined {
    const before = this.#contents.get(file);
    const content = this.read(file);
    return before !== undefined && content?.equals(before) === true ? 'known' : content;
  }

  /** Forgets what was read of a file: it has led to nothing, and the next event may lead further. */
  forget(file: string): void {
    this.#contents.delete(file);
  }

  #tell(): void {
    const files = [...this.#burst];
    this.#burst = new Set();
    this.#onSaved(files);
  }
}
