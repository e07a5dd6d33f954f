/** Says when a record may have changed: by the events of the file system, or by looking again and again. */

import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import type { Notify } from '../../runtime/protocol/bootstrap-options';
import { isRecordName } from './record-store';

/** Watches the folder of the records; it keeps no process alive. */
export class RecordWatch {
  readonly #folder: string;
  readonly #notify: Notify;
  readonly #look: (name: string | undefined) => void;
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param folder - absolute path, which need not be there yet
   * @param look - is told the name of a file that may have changed; without a name, all of them may have
   */
  constructor(folder: string, notify: Notify, look: (name: string | undefined) => void) {
    this.#folder = folder;
    this.#notify = notify;
    this.#look = look;
  }

  /** Starts watching, unless that is going on: the folder may have been deleted and made again. */
  open(): void {
    if (this.#notify !== 'watch') {
      this.#timer ??= setInterval(() => this.#look(undefined), this.#notify.poll).unref();
    } else if (this.#watcher === undefined) {
      this.#watch();
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#watcher?.close();
    this.#watcher = undefined;
    this.#timer = undefined;
  }

  #watch(): void {
    try {
      this.#watcher = watch(this.#folder, { persistent: false });
    } catch {
      return;
    }
    this.#watcher.on('error', () => this.close());
    this.#watcher.on('change', (event, name) => {
      if (typeof name !== 'string') this.#look(undefined);
      else if (isRecordName(name)) this.#look(name);
      // A folder that is deleted or moved is reported under its own name; the watch on it is dead from then on.
      else if (event === 'rename' && name === path.basename(this.#folder)) this.close();
    });
    this.#look(undefined);
  }
}
