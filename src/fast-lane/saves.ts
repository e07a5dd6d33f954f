/** Knows which files were saved, and what was read of them already. */

import type { ReadNow } from './file-content';

/** The saves of a session: several events may tell of one, some of them when it is built already. */
export class Saves {
  readonly #read: ReadNow;
  readonly #onSaved: (files: readonly string[]) => void;
  /** What was read; these are the few files that somebody works on. */
  readonly #contents = new Map<string, Buffer>();
  #burst = new Set<string>();

  /**
   * @param read - reads a file
   * @param onSaved - told of the files whose saves were reported at the same time
   */
  constructor(read: ReadNow, onSaved: (files: readonly string[]) => void) {
    this.#read = read;
    this.#onSaved = onSaved;
  }

  /** Takes notice of a save: the event loop has a turn first, for what else has happened. */
  add(file: string): void {
    if (this.#burst.size === 0) setImmediate(() => this.#tell());
    this.#burst.add(file);
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
