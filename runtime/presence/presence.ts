/** Keeps the record of this process up to date, and hands it on whenever it has changed. */

import type { Outcome } from '../protocol/outcome';
import type { ProcessRecord } from '../protocol/process-record';
import type { Identity } from './identity';

/** How far the process has come. */
export type Progress = Pick<ProcessRecord, 'build' | 'generation' | 'pending'>;

/** Owns the record. */
export class Presence {
  readonly #identity: Identity;
  readonly #publish: (record: ProcessRecord) => void;
  #record: ProcessRecord | undefined;

  /** @param publish - is given each new record; it must not throw */
  constructor(identity: Identity, publish: (record: ProcessRecord) => void) {
    this.#identity = identity;
    this.#publish = publish;
  }

  /**
   * Takes notice of what the process has come to.
   *
   * @param outcome - what became of an update, if anything did: that is told even where it is the same again
   */
  tell(progress: Progress, outcome: Outcome | undefined): void {
    const { build, generation, pending } = progress;
    const before = this.#record;
    if (outcome === undefined && before !== undefined && isSameProgress(before, progress)) return;
    this.#replace({ ...this.#identity, ...before, build, generation, pending, ...(outcome && { outcome }) });
  }

  /** Takes notice of a request that was carried out. */
  answer(id: string): void {
    if (this.#record !== undefined) this.#replace({ ...this.#record, answered: id });
  }

  #replace(content: Omit<ProcessRecord, 'serial'>): void {
    const serial = this.#record === undefined ? 0 : this.#record.serial + 1;
    this.#record = { ...content, serial };
    this.#publish(this.#record);
  }
}

function isSameProgress(a: Progress, b: Progress): boolean {
  return a.build === b.build && a.generation === b.generation && a.pending.join() === b.pending.join();
}
