/** Keeps what the modules of a random application share with the test. */

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { FakeModule } from '../../support/fake-hot';

/** No step of a story takes more turns of the event loop. */
const PATIENCE = 300;

/** Where modules report what happens to them, and wait until they are let go. */
export class Laboratory {
  /** Instances whose code has run to its end. */
  readonly complete: WeakSet<FakeModule> = new WeakSet<FakeModule>();
  /** Objects that modules exported in the place of their exports object. */
  readonly assigned: WeakSet<object> = new WeakSet<object>();
  /** Gives what a module exports now. */
  currentExports: (id: ModuleId) => unknown = () => undefined;
  readonly #gates: (() => void)[] = [];
  #evaluations = 0;
  #tookError = false;

  /** Marks one evaluation. */
  nextToken(): number {
    this.#evaluations += 1;
    return this.#evaluations;
  }

  /** Is the error handler of every module that has one. */
  takeError(): void {
    this.#tookError = true;
  }

  /** Tells whether an error handler has taken an error since this was asked last. */
  hasTakenError(): boolean {
    const tookError = this.#tookError;
    this.#tookError = false;
    return tookError;
  }

  /** Waits until the test lets go. */
  pause(): Promise<void> {
    return new Promise((resolve) => this.#gates.push(resolve));
  }

  /** Lets the one go on that has waited longest; tells whether there was one. */
  release(): boolean {
    const gate = this.#gates.shift();
    gate?.();
    return gate !== undefined;
  }

  /**
   * Lets one thing after the other go on until some work is done.
   *
   * @param meanwhile - is called whenever everything waits
   * @param expire - ends what nobody can let go on
   */
  async settle<T>(work: Promise<T>, meanwhile: () => void, expire: () => void): Promise<T> {
    const state = { isDone: false };
    const mark = (): void => void (state.isDone = true);
    work.then(mark, mark);
    for (let turn = 0; turn < PATIENCE; turn += 1) {
      await new Promise(setImmediate);
      if (state.isDone) return work;
      meanwhile();
      if (!this.release()) expire();
    }
    throw new Error('It never comes to an end.');
  }
}
