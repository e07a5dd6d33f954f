/** Keeps the status that `module.hot.status()` tells, and those who want to hear of it. */

import { callSafely, isThenable } from './host';
import type { Outcome } from './protocol/outcome';

/** The statuses of webpack's runtime (webpack/lib/hmr/HotModuleReplacement.runtime.js). */
export type Status = 'idle' | 'check' | 'prepare' | 'ready' | 'dispose' | 'apply' | 'abort' | 'fail';

/** Takes the new status; may return a promise, which is waited for. */
export type StatusHandler = (status: Status) => unknown;

/** The one status of a runtime; no handler can keep it from moving on. */
export class HotStatus {
  readonly #limit: (work: PromiseLike<unknown>) => Promise<unknown>;
  readonly #report: (error: unknown) => void;
  readonly #handlers: StatusHandler[] = [];
  #current: Status = 'idle';

  /**
   * @param limit - rejects when a handler's promise has not settled in time
   * @param report - takes what handlers throw
   */
  constructor(limit: (work: PromiseLike<unknown>) => Promise<unknown>, report: (error: unknown) => void) {
    this.#limit = limit;
    this.#report = report;
  }

  get current(): Status {
    return this.#current;
  }

  add(handler: StatusHandler): void {
    this.#handlers.push(handler);
  }

  remove(handler: StatusHandler): void {
    const index = this.#handlers.indexOf(handler);
    if (index >= 0) this.#handlers.splice(index, 1);
  }

  /** Changes the status; returns what handlers are still busy with, `undefined` where that is nothing. */
  set(status: Status): Promise<unknown> | undefined {
    if (this.#current === status) return undefined;
    this.#current = status;
    const busy = [...this.#handlers].map((handler) => this.#call(handler, status)).filter(isThenable);
    return busy.length === 0 ? undefined : Promise.all(busy);
  }

  /**
   * Ends an update. A failure shows for the moment, so that whoever started the update finds it; no status is one to
   * be stuck in.
   *
   * @param defer - does something when those who waited for the update have gone on
   */
  async conclude(kind: Outcome['kind'], defer: (work: () => void) => void): Promise<void> {
    const failure = failureOf(kind);
    await this.set(failure ?? 'idle');
    if (failure === undefined) return;
    defer(() => {
      if (this.#current === failure) void this.set('idle');
    });
  }

  #call(handler: StatusHandler, status: Status): unknown {
    const result = callSafely(() => handler(status), this.#report);
    return result && this.#limit(result).catch(this.#report);
  }
}

function failureOf(kind: Outcome['kind']): Status | undefined {
  switch (kind) {
    case 'refused':
      return 'abort';
    case 'rolled-back':
    case 'broken':
      return 'fail';
    case 'unchanged':
    case 'applied':
      return undefined;
    default:
      return kind satisfies never;
  }
}
