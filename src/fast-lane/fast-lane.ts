/** Keeps the fast lane of one compiler: knows the build that edits are compared with, and what is done ahead of them. */

import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import type { JournalPublisher } from '../journal-publisher';
import type { Patch } from '../patch';
import { toPosix } from '../module-resources';
import { isBuilding, listChanged } from '../watcher';
import type { BuiltTexts } from '../built-texts';
import { Baseline } from './baseline';
import { holdHashes } from './code-hashes';
import type { ReadNow } from './file-content';
import { readerFor } from './file-content';
import { findCandidate } from './lane-edit';
import type { LastBuild } from './lane-edit';
import type { ReadyPatch } from './joint-publication';
import type { LaneLog } from './lane-log';
import { attempt } from './lane-result';
import type { Mismatches } from './mismatches';
import { Readiness } from './readiness';
import { rehearsePatch } from './rehearsed-patch';
import { renewPatch } from './renewed-patch';
import { SavedEdits } from './saved-edits';

/** What was published ahead of its build. */
export interface PublishedEdit {
  /** What a process names as its build that has taken it. */
  readonly id: string;
  /** The files, relative to the context of the compiler. */
  readonly files: readonly string[];
  /** Milliseconds since the epoch at which the first save was heard of. */
  readonly at: number;
}

/** What is remembered of the edits of one compiler. */
export interface LaneRecords {
  readonly log: LaneLog;
  readonly mismatches: Mismatches;
  readonly texts: BuiltTexts;
}

/** Takes the edits of one compiler, and compares each with its newest build. */
export class FastLane {
  readonly #compiler: Compiler;
  readonly #publisher: JournalPublisher;
  readonly #log: LaneLog;
  readonly #mismatches: Mismatches;
  readonly #texts: BuiltTexts;
  readonly #read: ReadNow;
  readonly #readiness: Readiness;
  readonly #edits: SavedEdits;
  readonly #onPublished: (edit: PublishedEdit) => void;
  readonly #baseline: Baseline;

  constructor(
    compiler: Compiler,
    publisher: JournalPublisher,
    { log, mismatches, texts }: LaneRecords,
    onPublished: (edit: PublishedEdit) => void,
  ) {
    this.#compiler = compiler;
    this.#publisher = publisher;
    this.#onPublished = onPublished;
    this.#log = log;
    this.#mismatches = mismatches;
    this.#texts = texts;
    this.#baseline = new Baseline(() => publisher.patchable);
    this.#read = readerFor(compiler);
    this.#edits = new SavedEdits({
      compiler,
      publisher,
      builds: { baseline: this.#baseline, lookInto: (compilation) => this.#lookInto(compilation) },
      read: this.#read,
      log,
      onTaken: (file) => this.#readiness.note(file),
      onPublished: (patches) => this.#tell(patches),
    });
    const onSave = (file: string): void => this.#edits.saves.add(file, false);
    this.#readiness = new Readiness(compiler, onSave, (files, done) => this.#rehearse(files, done));
  }

  /** Whether something was saved that has yet to be heard of, or is being published: what else occupies the process may wait. */
  get isWaiting(): boolean {
    const { areAwaited, areUntold } = this.#edits.saves;
    return this.#baseline.newest !== undefined && (areUntold || areAwaited || this.#readiness.hasNews);
  }

  /** A build begins. */
  begin(): void {
    this.#readiness.begin((file) => this.#hold(file));
    this.#edits.saves.beginBuild();
  }

  /** A build is finished; edits are compared with it from now on. */
  async enter(compilation: Compilation): Promise<void> {
    const isGood = this.#publisher.speaksFor(compilation) && !compilation.getStats().hasErrors();
    this.#baseline.enter(compilation, isGood, listChanged(this.#compiler));
    this.#edits.saves.endBuild();
    this.#edits.settle();
    holdHashes(compilation);
    if (!isGood) await this.#publisher.withdrawPatches(compilation);
  }

  /** webpack has given up, and watches no more: nothing would decide about patches until it has built again. */
  async fail(): Promise<void> {
    const { newest } = this.#baseline;
    this.close();
    this.#texts.close();
    if (newest !== undefined) await this.#publisher.withdrawPatches(newest);
  }

  /** The watcher reports that a file was saved. */
  notice(file: string): void {
    this.#edits.saves.add(file, true);
  }

  /** The watcher is at work again: does what nobody should have to wait for when a file is saved. */
  prepare(compilation: Compilation): void {
    if (compilation !== this.#baseline.newest) return;
    const prepared = attempt(() => {
      this.#publisher.expectPatch(compilation);
      this.#readiness.prepare(this.#baseline.compilation ?? compilation);
      return { ok: true } as const;
    });
    if (!prepared.ok) this.#log.thrown('preparation', prepared);
  }

  /** Nothing is watched any more: what was to follow the last build does not. */
  close(): void {
    const { newest } = this.#baseline;
    if (newest !== undefined) this.#publisher.close(newest);
    this.#baseline.close();
    this.#edits.settle();
    this.#readiness.end();
  }

  /** Makes a patch anew beside a build that has an older text of its file; `undefined` where that is not possible. */
  async renew(compilation: Compilation, patch: Patch): Promise<Patch | undefined> {
    const made = await renewPatch(this.#lookInto(compilation), patch);
    if (made.ok) return made.patch;
    this.#log.notRenewed(patch, made);
    return undefined;
  }

  /** A patch that was made anew is published. */
  announce({ file, readAt }: Patch, id: string): void {
    this.#onPublished({ id, files: [this.#nameOf(file)], at: performance.timeOrigin + readAt });
  }

  #nameOf(file: string): string {
    return toPosix(path.relative(this.#compiler.context, file));
  }

  #rehearse(files: readonly string[], done: () => void): boolean {
    const { compilation, isNewest } = this.#baseline;
    if (compilation === undefined || !isNewest || this.#edits.saves.areAwaited || isBuilding(this.#compiler))
      return false;
    if (this.#edits.saves.areUntold) {
      // Whether they are news is known before the next round.
      done();
      return true;
    }
    const use = (patch: Patch): void => this.#publisher.rehearsePatch(patch);
    return rehearsePatch({ ...this.#lookInto(compilation), read: this.#read, use }, files, done);
  }

  #hold(file: string): void {
    const { compilation, isNewest } = this.#baseline;
    if (compilation !== undefined && isNewest) attempt(() => findCandidate(this.#lookInto(compilation), file));
  }

  #lookInto(compilation: Compilation): LastBuild {
    return { compilation, index: this.#readiness.index, mismatches: this.#mismatches };
  }

  #tell(patches: readonly ReadyPatch[]): void {
    const files = patches.map(({ patch }) => this.#nameOf(patch.file));
    const start = Math.min(...patches.map((one) => one.start));
    this.#onPublished({ id: this.#publisher.newest, files, at: performance.timeOrigin + start });
  }
}
