/** Takes the place of a handle that accepts nothing any more, so that its server can still be closed as usual. */

import { stayAlive } from './alive';
import type { Address, ListeningHandle } from './node-internals';

/** Keeps the process alive as the handle did, tells the same address, and closes like it. */
export class StandIn implements ListeningHandle {
  readonly #alive: NodeJS.Timeout = stayAlive();
  readonly getsockname?: (into: Address) => number;

  /** @param handle - is still open */
  constructor(handle: ListeningHandle) {
    if (!handle.hasRef()) this.unref();
    if (!handle.getsockname) return;
    const address: Address = {};
    const result = handle.getsockname(address);
    this.getsockname = (into) => {
      Object.assign(into, address);
      return result;
    };
  }

  close(callback?: () => void): void {
    clearInterval(this.#alive);
    if (callback) setImmediate(callback);
  }

  ref(): void {
    this.#alive.ref();
  }

  unref(): void {
    this.#alive.unref();
  }

  hasRef(): boolean {
    return this.#alive.hasRef();
  }
}
