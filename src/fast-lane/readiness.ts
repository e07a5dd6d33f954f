/** Does ahead of a save what nobody should have to wait for then. */

import type { Compilation, Compiler } from 'webpack';
import { EarlyEvents } from './early-events';
import { FileIndex } from './file-index';
import type { Rehearse } from './rehearsal';
import { Rehearsal } from './rehearsal';
import { SaveWatch } from './save-watch';

/** Keeps one lane ready. */
export class Readiness {
  readonly index: FileIndex = new FileIndex();
  readonly #early: EarlyEvents;
  readonly #rehearsal: Rehearsal;
  readonly #watch = new SaveWatch();

  /** @param onSave - told of a save before the watcher tells of it */
  constructor(compiler: Compiler, onSave: (file: string) => void, rehearse: Rehearse) {
    this.#early = new EarlyEvents(compiler, onSave);
    this.#rehearsal = new Rehearsal(rehearse);
  }

  /** Whether a file was saved a moment ago, while webpack was at work: somebody is about to be told. */
  get hasNews(): boolean {
    return this.#watch.look();
  }

  /** A file was saved: it is likely to be saved again. */
  note(file: string): void {
    this.#rehearsal.note(file);
  }

  /**
   * A build begins.
   *
   * @param hold - takes hold of a file that may be saved again meanwhile; mostly that was done when the build before was done
   */
  begin(hold: (file: string) => void): void {
    for (const file of this.#rehearsal.recent) hold(file);
    this.#watch.begin(this.#rehearsal.recent);
  }

  /** A build is done, and the watcher is at work again. */
  prepare(compilation: Compilation): void {
    this.index.prepare(compilation);
    this.#early.follow(this.index.files);
    this.#rehearsal.begin(this.index.files);
  }

  /** Nothing will be saved any more. */
  end(): void {
    this.#rehearsal.end();
  }
}
