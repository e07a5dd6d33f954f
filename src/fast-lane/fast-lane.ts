/** Publishes the edit of a single module while webpack still waits for further edits. */

import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import type { JournalPublisher } from '../journal-publisher';
import type { Patch } from '../patch';
import { toPosix } from '../module-resources';
import { holdHashes } from './code-hashes';
import type { ReadNow } from './file-content';
import { EarlyEvents } from './early-events';
import { readerFor } from './file-content';
import { FileIndex } from './file-index';
import { attempt, findCandidate, makePatch } from './lane-edit';
import type { LaneResult } from './lane-edit';
import type { LaneLog } from './lane-log';
import { areInstalled } from './loader-purity';
import { listOtherChanges } from './other-changes';
import { Rehearsal } from './rehearsal';
import { Saves } from './saves';

/** An edit that was published ahead of its build. */
export interface PublishedEdit {
  /** What a process names as its build that has taken it. */
  readonly id: string;
  /** The file, relative to the context of the compiler. */
  readonly file: string;
  /** Milliseconds since the epoch at which the save was heard of. */
  readonly at: number;
}

/** Takes the edits of one compiler, and compares each with its newest build. */
export class FastLane {
  readonly #compiler: Compiler;
  readonly #publisher: JournalPublisher;
  readonly #log: LaneLog;
  readonly #index = new FileIndex();
  readonly #read: ReadNow;
  readonly #saves: Saves;
  readonly #early: EarlyEvents;
  readonly #onPublished: (edit: PublishedEdit) => void;
  /** Files that are being built. */
  readonly #busy = new Set<string>();
  readonly #rehearsal = new Rehearsal((files, done) => this.#rehearse(files, done));
  #last: Compilation | undefined;

  constructor(
    compiler: Compiler,
    publisher: JournalPublisher,
    log: LaneLog,
    onPublished: (edit: PublishedEdit) => void,
  ) {
    this.#compiler = compiler;
    this.#publisher = publisher;
    this.#onPublished = onPublished;
    this.#log = log;
    this.#read = readerFor(compiler);
    this.#saves = new Saves(this.#read, (files) => this.#takeAll(files));
    this.#early = new EarlyEvents(compiler, (file) => this.#saves.add(file, false));
  }

  /** A build is finished; edits are compared with it from now on. */
  async enter(compilation: Compilation): Promise<void> {
    this.#last = compilation;
    holdHashes(compilation);
    if (compilation.getStats().hasErrors()) await this.withdraw();
  }

  /** A build has failed, perhaps before it would have been published. */
  async withdraw(): Promise<void> {
    if (this.#last !== undefined) await this.#publisher.withdrawPatches(this.#last);
  }

  /** The watcher reports that a file was saved. */
  notice(file: string): void {
    this.#saves.add(file, true);
  }

  /** The watcher is at work again: does what nobody should have to wait for when a file is saved. */
  prepare(compilation: Compilation): void {
    if (compilation !== this.#last) return;
    const prepared = attempt(() => {
      this.#index.prepare(compilation);
      this.#early.follow(this.#index.files);
      this.#publisher.expectPatch(compilation);
      this.#rehearsal.begin(this.#index.files);
      return { ok: true } as const;
    });
    if (!prepared.ok) this.#log.thrown('preparation', prepared);
  }

  /** The watcher is closed: what was to follow the last build does not. */
  close(): void {
    if (this.#last !== undefined) this.#publisher.close(this.#last);
    this.#last = undefined;
    this.#rehearsal.end();
  }

  #rehearse(files: readonly string[], done: () => void): boolean {
    const compilation = this.#last;
    if (compilation === undefined || this.#busy.size > 0 || this.#compiler.watching?.running === true) return false;
    for (const file of files) {
      const found = attempt(() => findCandidate(compilation, this.#index, file));
      if (!found.ok || !areInstalled(found.candidate.old.loaders)) continue;
      const edit = { candidate: found.candidate, file, read: this.#read };
      makePatch(edit, this.#read(file), (made) => {
        if (made.ok) {
          attempt(() => {
            this.#publisher.rehearsePatch(made.patch);
            return made;
          });
        }
        done();
      });
      return true;
    }
    return false;
  }

  #takeAll(files: readonly string[]): void {
    const compilation = this.#last;
    const isPatchable = compilation !== undefined && this.#publisher.patchable === compilation.hash;
    for (const file of files) {
      const start = performance.now();
      const conclude = (result: LaneResult): void => this.#conclude(file, result, performance.now() - start);
      if (!isPatchable) conclude({ ok: false, reason: 'not-published' });
      // A module that is built anew is still the same object: what the last build had of it may be gone.
      else if (this.#compiler.watching?.running === true) conclude({ ok: false, reason: 'building' });
      else {
        const others = files.filter((other) => other !== file && compilation.fileDependencies.has(other));
        this.#take(compilation, file, others, conclude);
      }
    }
  }

  #take(
    compilation: Compilation,
    file: string,
    others: readonly string[],
    conclude: (result: LaneResult) => void,
  ): void {
    const content = this.#busy.has(file) ? 'known' : this.#saves.readNews(file);
    if (content === 'known') this.#log.knownSave();
    else if (others.length > 0) conclude({ ok: false, reason: 'other-changes', detail: others.join() });
    else this.#build(compilation, file, content, conclude);
  }

  #build(
    compilation: Compilation,
    file: string,
    content: Buffer | undefined,
    conclude: (result: LaneResult) => void,
  ): void {
    const settle = (made: LaneResult): void => {
      this.#busy.delete(file);
      if (made.ok) {
        const publish = (): void => conclude(attempt(() => this.#publish(compilation, file, made.patch)));
        this.#saves.whenReported(file, () => this.#publisher.whenFree(publish));
        return;
      }
      if (made.reason === 'file-empty' || made.reason === 'file-unstable') this.#saves.forget(file);
      conclude(made);
    };
    this.#busy.add(file);
    this.#rehearsal.note(file);
    const found = attempt(() => findCandidate(compilation, this.#index, file));
    if (!found.ok) settle(found);
    else makePatch({ candidate: found.candidate, file, read: (name) => this.#saves.read(name) }, content, settle);
  }

  #publish(compilation: Compilation, file: string, patch: Patch): LaneResult {
    const heard = [...this.#saves.untold, ...this.#busy];
    const others = listOtherChanges(this.#compiler, compilation, file, heard);
    if (others.length > 0) return { ok: false, reason: 'other-changes', detail: others.join() };
    const answer = compilation === this.#last ? this.#publisher.publishPatch(compilation, patch) : 'overtaken';
    return answer === 'published' ? { ok: true, patch } : { ok: false, reason: answer };
  }

  #conclude(file: string, result: LaneResult, ms: number): void {
    this.#log.conclude(file, result, ms);
    if (!result.ok) return;
    const name = toPosix(path.relative(this.#compiler.context, file));
    this.#onPublished({ id: this.#publisher.newest, file: name, at: Date.now() - ms });
  }
}
