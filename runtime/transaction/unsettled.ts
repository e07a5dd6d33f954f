/** Follows asynchronous modules until they have settled, and knows which of them keeps the others waiting. */

import { asyncNamespace } from '../async-module';
import type { Evaluations } from '../evaluation';
import { type HotModule, isThenable } from '../host';
import type { ModuleId } from '../protocol/identifiers';

/** The asynchronous modules of one attempt. */
export class Unsettled {
  readonly #evaluations: Pick<Evaluations, 'blame'>;
  readonly #followed = new WeakSet<PromiseLike<unknown>>();
  readonly #pending = new Map<PromiseLike<unknown>, ModuleId>();

  constructor(evaluations: Pick<Evaluations, 'blame'>) {
    this.#evaluations = evaluations;
  }

  /**
   * Lists what asynchronous modules export.
   *
   * @param evaluated - modules before what they require
   */
  list(evaluated: Iterable<readonly [ModuleId, HotModule]>): readonly PromiseLike<unknown>[] {
    const promises: PromiseLike<unknown>[] = [];
    for (const [id, { exports }] of evaluated) {
      if (!isThenable(exports) || asyncNamespace(exports) === undefined) continue;
      this.#follow(id, exports);
      promises.push(exports);
    }
    return promises;
  }

  /** Names where an error came from that no module has thrown: the one that the others wait for has taken too long. */
  blame(error: unknown): void {
    const innermost = [...this.#pending.values()].at(-1);
    if (innermost !== undefined) this.#evaluations.blame(innermost, error);
  }

  #follow(id: ModuleId, promise: PromiseLike<unknown>): void {
    if (this.#followed.has(promise)) return;
    this.#followed.add(promise);
    this.#pending.set(promise, id);
    promise.then(
      () => this.#pending.delete(promise),
      (error: unknown) => {
        this.#pending.delete(promise);
        // Those that wait for it are rejected after it, with the same error.
        this.#evaluations.blame(id, error);
      },
    );
  }
}
