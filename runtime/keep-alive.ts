/** Lets reloaders keep the process alive, as long as one of them wants that. */

import type { Unsubscribe } from './api';

/** Something that keeps the process alive or does not: a trigger. */
export interface Referenced {
  ref(): void;
  unref(): void;
}

/** Counts who wants the process to stay alive. */
export class KeepAlive {
  readonly #holds = new Set<object>();
  #referenced: Referenced | undefined;

  /** Names what is to keep the process alive. */
  attach(referenced: Referenced): void {
    this.#referenced = referenced;
    this.#apply();
  }

  /** Keeps the process alive until the function that is returned is called. */
  hold(): Unsubscribe {
    const hold = {};
    this.#holds.add(hold);
    this.#apply();
    return () => {
      this.#holds.delete(hold);
      this.#apply();
    };
  }

  #apply(): void {
    if (this.#holds.size > 0) this.#referenced?.ref();
    else this.#referenced?.unref();
  }
}
