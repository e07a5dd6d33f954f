/** Owns the folder in which files lie until they are complete, with empty ones that are made ahead. */

import path from 'node:path';
import type { OutputFolder } from './output-folder';
import type { Unfinished } from './output-folder-now';

/** How many files are made ahead: a patch, its source map and the journal. */
const ENOUGH = 3;

/**
 * Makes files before they are needed. To create one takes a file system longer than to write it: of the 7 ms between a
 * save and the response with the new code, ext4 takes 0.1 to 0.5 for each file, and more on a busy disk.
 */
export class UnfinishedFiles implements Unfinished {
  readonly folder: string;
  #spares: readonly string[] = [];
  #made = 0;

  /** @param folder - relative to the output folder */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes empty files until there are enough; where that is impossible, they are created when they are written. */
  prepare(output: OutputFolder): void {
    // What a session before has left behind that could not close; one that still runs makes new ones.
    if (this.#made === 0) output.now?.empty(this.folder);
    while (this.#spares.length < ENOUGH) {
      this.#made += 1;
      const name = path.join(this.folder, `${process.pid}-${this.#made}.tmp`);
      if (output.now?.create(name) !== true) return;
      this.#spares = [...this.#spares, name];
    }
  }

  take(): string | undefined {
    const [spare, ...rest] = this.#spares;
    this.#spares = rest;
    return spare;
  }

  forget(): void {
    this.#spares = [];
  }

  /** Deletes the files that were not needed. */
  close(output: OutputFolder): void {
    for (const spare of this.#spares) void output.remove(spare);
    this.forget();
  }
}
