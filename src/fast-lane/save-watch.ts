/** Looks whether files were saved while nobody can be told, for webpack is at work. */

import { statusOf } from '../file-status';

/** How long it takes to be told, in milliseconds, once the event loop has turns. */
const PATIENCE = 30;

/** A few files, since a build has begun. */
export class SaveWatch {
  #times = new Map<string, number | undefined>();
  #until = 0;

  /** @param files - which may be saved while a build runs that begins now; some microseconds each time they are looked at */
  begin(files: readonly string[]): void {
    this.#times = new Map(files.map((file) => [file, timeOf(file)]));
    this.#until = 0;
  }

  /** Whether one of them was saved just now. */
  look(): boolean {
    for (const [file, before] of this.#times) {
      const time = timeOf(file);
      if (time === before) continue;
      this.#times.set(file, time);
      this.#until = performance.now() + PATIENCE;
    }
    return performance.now() < this.#until;
  }
}

function timeOf(file: string): number | undefined {
  return statusOf(file)?.mtime.getTime();
}
