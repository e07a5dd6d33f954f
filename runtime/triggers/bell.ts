/** Rings when a file looks different from the last time it was looked at, however many say that it may. */

import { stat } from 'node:fs/promises';

/** Watches over one file. */
export class Bell {
  readonly #path: string;
  readonly #ring: () => void;
  #seen = '';

  /** @param path - absolute path of the file, which need not be there */
  constructor(path: string, ring: () => void) {
    this.#path = path;
    this.#ring = ring;
  }

  /** Looks at the file: what was written before the look is read after the ring. */
  async look(): Promise<void> {
    const seen = await stat(this.#path).then(
      ({ ino, mtimeMs, size }) => `${String(ino)} ${String(mtimeMs)} ${String(size)}`,
      () => '',
    );
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#ring();
  }
}

/** The bells of the files of one folder, by file name. */
export type Bells = ReadonlyMap<string, Bell>;

/** Looks at every file. */
export function lookAtAll(bells: Bells): void {
  for (const bell of bells.values()) void bell.look();
}
