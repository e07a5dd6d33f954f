/** Shows staged modules to each other, and the previous ones to everybody else. */

import type { HotHost, HotModule } from '../host';
import type { ModuleId } from '../protocol/identifiers';

/** While asynchronous modules settle, the bundler's one cache has to hold two generations. */
export class StageView {
  readonly #cache: HotHost['cache'];
  readonly #previous: ReadonlyMap<ModuleId, HotModule>;
  readonly #staged: ReadonlyMap<ModuleId, HotModule>;
  #hidden = false;

  /**
   * @param previous - the instances that everybody else sees
   * @param staged - the new ones; may grow
   */
  constructor(
    { cache }: HotHost,
    previous: ReadonlyMap<ModuleId, HotModule>,
    staged: ReadonlyMap<ModuleId, HotModule>,
  ) {
    this.#cache = cache;
    this.#previous = previous;
    this.#staged = staged;
  }

  /** Puts the previous instances into the cache until {@link show}. */
  hide(): void {
    this.#hidden = true;
    this.#swap(this.#staged, this.#previous);
    for (const instance of this.#previous.values()) instance.hot.active = true;
  }

  /** Puts the staged instances into the cache, for good. */
  show(): void {
    if (!this.#hidden) return;
    this.#hidden = false;
    for (const instance of this.#previous.values()) instance.hot.active = false;
    this.#swap(this.#previous, this.#staged);
  }

  /** Calls a function that belongs to the staged generation. */
  within<T>(work: () => T): T {
    if (!this.#hidden) return work();
    this.#hidden = false;
    this.#swap(this.#previous, this.#staged);
    try {
      return work();
    } finally {
      this.#hidden = true;
      this.#swap(this.#staged, this.#previous);
    }
  }

  #swap(out: ReadonlyMap<ModuleId, HotModule>, into: ReadonlyMap<ModuleId, HotModule>): void {
    for (const id of out.keys()) Reflect.deleteProperty(this.#cache, id);
    for (const [id, instance] of into) this.#cache[id] = instance;
  }
}
