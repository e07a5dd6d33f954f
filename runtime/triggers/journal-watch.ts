/** Looks for a new journal, or a request beside it, when the file system says that there may be one. */

import { type FSWatcher, watch } from 'node:fs';
import { basename } from 'node:path';

import { type Bells, lookAtAll } from './bell';
import type { Trigger } from './trigger';

/** How long to wait before looking again for an output folder that is gone, in milliseconds. */
const RETRY = 100;

/** Watches the folder, since files are written there by renaming: a watch on a file itself would see that once. */
export class JournalWatch implements Trigger {
  readonly #folder: string;
  readonly #bells: Bells;
  #watcher: FSWatcher | undefined;
  #retry: NodeJS.Timeout | undefined;
  #referenced = false;

  /**
   * @param folder - absolute path of the output folder
   * @param bells - the files to look at
   */
  constructor(folder: string, bells: Bells) {
    this.#folder = folder;
    this.#bells = bells;
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
      if (typeof name === 'string') this.#notice(event, name);
      else lookAtAll(this.#bells);
    });
    if (!this.#referenced) this.#watcher.unref();
  }

  /** A folder that is deleted or moved is reported under its own name, and the watch on it is dead from then on. */
  #notice(event: string, name: string): void {
    const bell = this.#bells.get(name);
    if (bell !== undefined) void bell.look();
    else if (event === 'rename' && name === basename(this.#folder)) this.#reopenLater();
  }

  #reopenLater(): void {
    this.stop();
    this.#retry = setTimeout(() => {
      this.#open();
      lookAtAll(this.#bells);
    }, RETRY);
    if (!this.#referenced) this.#retry.unref();
  }
}
