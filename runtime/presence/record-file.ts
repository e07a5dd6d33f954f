/** Keeps one small file up to date in the background: whole, and with the newest text. */

import { rmSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Owns a file. */
export class RecordFile {
  readonly #folder: string;
  readonly #path: string;
  readonly #complain: (error: unknown) => void;
  #next: string | undefined;
  #busy = false;
  #removed = false;

  /**
   * @param folder - absolute path; it is made where only it itself is missing
   * @param complain - is told why the file cannot be written
   */
  constructor(folder: string, name: string, complain: (error: unknown) => void) {
    this.#folder = folder;
    this.#path = join(folder, name);
    this.#complain = complain;
  }

  /** Writes the file soon; of texts that come meanwhile only the last one is written. */
  write(text: string): void {
    if (this.#removed) return;
    this.#next = text;
    if (!this.#busy) void this.#work();
  }

  /** Deletes the file, for good. */
  remove(): void {
    this.#removed = true;
    this.#next = undefined;
    for (const path of [this.#temporary, this.#path]) removeQuietly(path);
  }

  get #temporary(): string {
    return `${this.#path}.tmp`;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let text = this.#take(); text !== undefined; text = this.#take()) {
      await this.#replace(text).catch(this.#complain);
    }
    this.#busy = false;
  }

  #take(): string | undefined {
    const text = this.#next;
    this.#next = undefined;
    return text;
  }

  async #replace(text: string): Promise<void> {
    // Not its parents: an output folder that somebody deletes must not come back.
    await mkdir(this.#folder).catch(() => undefined);
    await writeFile(this.#temporary, text);
    if (this.#removed) removeQuietly(this.#temporary);
    else await rename(this.#temporary, this.#path);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Whoever reads the file next finds out that its process is gone.
  }
}
