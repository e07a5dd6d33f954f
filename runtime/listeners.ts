/** Keeps listeners and calls them, one failing listener never keeping the others from being called. */

import type { Unsubscribe } from './api';
import { callAndForget } from './host';

/** Listeners for one kind of event. */
export class Listeners<T> {
  readonly #listeners = new Set<{ readonly call: (payload: T) => void }>();
  readonly #onError: (error: unknown) => void;

  /** @param onError - is given what a listener throws */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get size(): number {
    return this.#listeners.size;
  }

  add(call: (payload: T) => void): Unsubscribe {
    const entry = { call };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  emit(payload: T): void {
    for (const { call } of [...this.#listeners]) {
      callAndForget(() => call(payload), this.#onError);
    }
  }
}
