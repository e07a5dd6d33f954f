/** Keeps the record of this compiler. */

import { COMPILER_FORMAT, type CompilerRecord } from './compiler-record';
import type { RecordFolder } from './record-store';

/** Who this compiler is. */
export type CompilerIdentity = Pick<CompilerRecord, 'pid' | 'host' | 'command' | 'startedAt'>;

/** Owns the record. */
export class CompilerPresence {
  readonly #folder: Pick<RecordFolder, 'write' | 'remove'>;
  readonly #name: string;
  readonly #removeAtExit = (): void => this.remove();
  #record: CompilerRecord;
  #written = '';
  #state: 'new' | 'kept' | 'removed' = 'new';

  constructor(folder: Pick<RecordFolder, 'write' | 'remove'>, identity: CompilerIdentity) {
    this.#folder = folder;
    this.#name = `compiler.${encodeURIComponent(identity.host)}.${identity.pid}.json`;
    this.#record = { format: COMPILER_FORMAT, ...identity, state: 'building', failed: false };
  }

  /** Tells what the compiler does, and what it has done. */
  tell(change: Partial<Pick<CompilerRecord, 'state' | 'build' | 'failed'>>): void {
    if (this.#state === 'removed') return;
    if (this.#state === 'new') process.on('exit', this.#removeAtExit);
    this.#state = 'kept';
    this.#record = { ...this.#record, ...change };
    const text = JSON.stringify(this.#record);
    // Several moments of a build tell the same.
    if (text !== this.#written) this.#folder.write(this.#name, text);
    this.#written = text;
  }

  /** Has a record again, after the last one was deleted. */
  open(): void {
    this.#state = 'new';
    this.#written = '';
  }

  /** Deletes the record; there is none until `open` is called. */
  remove(): void {
    this.#state = 'removed';
    process.off('exit', this.#removeAtExit);
    this.#folder.remove(this.#name);
  }
}
