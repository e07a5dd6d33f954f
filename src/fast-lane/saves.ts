/** Knows which files were saved, and what was read of them already. */

import type { ReadNow } from './file-content';

/** How long the watcher may take to report what was heard of before it, in milliseconds; mostly it takes a tenth of one. */
const PATIENCE = 2;

/** The saves of a session: several events may tell of one, some of them when it is built already. */
export class Saves {
  readonly #read: ReadNow;
  readonly #onSaved: (files: readonly string[]) => void;
  /** What was read; these are the few files that somebody works on. */
  readonly #contents = new Map<string, Buffer>();
  /** Files, and whether webpack's watcher has reported them. */
  #burst = new Map<string, boolean>();

  /**
   * @param read - reads a file
   * @param onSaved - told of the files whose saves were reported at the same time
   */
  constructor(read: ReadNow, onSaved: (files: readonly string[]) => void) {
    this.#read = read;
    this.#onSaved = onSaved;
  }

  /**
   * Takes notice of a save. The event loop has a turn first, for what else has happened, and some more until the watcher
   * has reported it: from then on webpack waits for further saves, and meanwhile the lane may keep the event loop busy.
   *
   * @param isReported - whether it is the watcher that tells
   */
  add(file: string, isReported: boolean): void {
    if (this.#burst.size === 0) {
      const end = performance.now() + PATIENCE;
      setImmediate(() => this.#tell(end));
    }
    this.#burst.set(file, isReported || this.#burst.get(file) === true);
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

  #tell(end: number): void {
    if (performance.now() < end && [...this.#burst.values()].includes(false)) {
      setImmediate(() => this.#tell(end));
      return;
    }
    const files = [...this.#burst.keys()];
    this.#burst = new Map();
    this.#onSaved(files);
  }
}
