/** Knows which files were saved, and what was read of them already. */

import type { ReadNow } from './file-content';

/** The saves since a build: several events may tell of one, and one event of several. */
export class SavedFiles {
  readonly #read: ReadNow;
  readonly #onSaved: (files: readonly string[]) => void;
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
    return content !== undefined && before?.equals(content) === true ? 'known' : content;
  }

  /** Forgets what was read: a build is finished, or what was read of a file has led to nothing. */
  forget(file?: string): void {
    if (file === undefined) this.#contents.clear();
    else this.#contents.delete(file);
  }

  #tell(): void {
    const files = [...this.#burst];
    this.#burst = new Set();
    this.#onSaved(files);
  }
}
