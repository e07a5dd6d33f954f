/** Rings when a file looks different from the last time it was looked at, however many say that it may. */

import { statSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Looks at a file; rejects where there is none. */
export type LookAt = (path: string) => Promise<Stats>;

/** Looks in the background: a network file system may take its time. */
export const lookAt: LookAt = async (path) => stat(path);

/** Looks at once, which a local disk answers before the event loop would come around. */
export const lookAtOnce: LookAt = async (path) => statSync(path);

/** Watches over one file. */
export class Bell {
  readonly #path: string;
  readonly #ring: () => void;
  readonly #lookAt: LookAt;
  #seen = '';

  /** @param path - absolute path of the file, which need not be there */
  constructor(path: string, ring: () => void, look: LookAt = lookAt) {
    this.#path = path;
    this.#ring = ring;
    this.#lookAt = look;
  }

  /** Looks at the file: what was written before the look is read after the ring. */
  async look(): Promise<void> {
    const seen = await this.#lookAt(this.#path).then(
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
