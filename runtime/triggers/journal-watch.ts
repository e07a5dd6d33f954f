/** Rings when the file system says that the journal was written. */

import { type FSWatcher, watch } from 'node:fs';
import { basename } from 'node:path';

import type { Trigger } from './trigger';

/** How long to wait before looking again for an output folder that is gone, in milliseconds. */
const RETRY = 100;

/** Watches the folder of the journal, which is written by renaming: a watch on the file itself would see it once. */
export class JournalWatch implements Trigger {
  readonly #folder: string;
  readonly #file: string;
  readonly #ring: () => void;
  #watcher: FSWatcher | undefined;
  #retry: NodeJS.Timeout | undefined;
  #referenced = false;

  /**
   * @param folder - absolute path of the output folder
   * @param file - file name of the journal
   */
  constructor(folder: string, file: string, ring: () => void) {
    this.#folder = folder;
    this.#file = file;
    this.#ring = ring;
    this.#open();
  }

  stop(): void {
    this.#watcher?.close();
    clearTimeout(this.#retry);
    this.#watcher = undefined;
  }

  ref(): void {
    this.#referenced = true;
    this.#watcher?.ref();
    this.#retry?.ref();
  }

  unref(): void {
    this.#referenced = false;
    this.#watcher?.unref();
    this.#retry?.unref();
  }

  #open(): void {
    try {
      this.#watcher = watch(this.#folder, { persistent: true });
    } catch {
      this.#reopenLater();
      return;
    }
    this.#watcher.on('error', () => {
      this.#reopenLater();
    });
    this.#watcher.on('change', (event, name) => {
      this.#notice(event, typeof name === 'string' ? name : this.#file);
    });
    if (!this.#referenced) this.#watcher.unref();
  }

  /** A folder that is deleted or moved is reported under its own name, and the watch on it is dead from then on. */
  #notice(event: string, name: string): void {
    if (name === this.#file) this.#ring();
    else if (event === 'rename' && name === basename(this.#folder)) this.#reopenLater();
  }

  #reopenLater(): void {
    this.stop();
    this.#retry = setTimeout(() => {
      this.#open();
      this.#ring();
    }, RETRY);
    if (!this.#referenced) this.#retry.unref();
  }
}
