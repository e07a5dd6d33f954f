/** Publishes the edit of a single module while webpack still waits for further edits. */

import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import type { JournalPublisher } from '../journal-publisher';
import type { Patch } from '../patch';
import { toPosix } from '../module-resources';
import { isBuilding } from '../watcher';
import type { BuiltTexts } from '../built-texts';
import { holdHashes } from './code-hashes';
import type { ReadNow } from './file-content';
import { readerFor } from './file-content';
import { findCandidate, findHeldCandidate, makePatch } from './lane-edit';
import type { Edit, LastBuild } from './lane-edit';
import type { LaneLog } from './lane-log';
import type { LaneFailure, LaneResult } from './lane-result';
import { attempt } from './lane-result';
import type { Mismatches } from './mismatches';
import { listOthers } from './other-changes';
import { Readiness } from './readiness';
import { rehearsePatch } from './rehearsed-patch';
import { renewPatch } from './renewed-patch';
import { Saves } from './saves';
import type { Save } from './saves';

/** An edit that was published ahead of its build. */
export interface PublishedEdit {
  /** What a process names as its build that has taken it. */
  readonly id: string;
  /** The file, relative to the context of the compiler. */
  readonly file: string;
  /** Milliseconds since the epoch at which the save was heard of. */
  readonly at: number;
}

/** What is remembered of the edits of one compiler. */
export interface LaneRecords {
  readonly log: LaneLog;
  readonly mismatches: Mismatches;
  readonly texts: BuiltTexts;
}

/** Why an edit is left to the build although another event for the same text may lead further. */
const PASSING: ReadonlySet<string> = new Set(['not-published', 'building', 'overtaken', 'file-empty', 'file-unstable']);

/** Takes the edits of one compiler, and compares each with its newest build. */
export class FastLane {
  readonly #compiler: Compiler;
  readonly #publisher: JournalPublisher;
  readonly #log: LaneLog;
  readonly #mismatches: Mismatches;
  readonly #texts: BuiltTexts;
  readonly #read: ReadNow;
  readonly #saves: Saves;
  readonly #readiness: Readiness;
  readonly #onPublished: (edit: PublishedEdit) => void;
  #last: Compilation | undefined;

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
    this.#read = readerFor(compiler);
    this.#saves = new Saves(this.#read, { onSaved: (saves) => this.#take(saves), onKnown: () => log.knownSave() });
    const onSave = (file: string): void => this.#saves.add(file, false);
    this.#readiness = new Readiness(compiler, onSave, (files, done) => this.#rehearse(files, done));
  }

  /** Whether something was saved that has yet to be heard of, or is being published: what else occupies the process may wait. */
  get isWaiting(): boolean {
    return this.#last !== undefined && (this.#saves.areUntold || this.#saves.areAwaited || this.#readiness.hasNews);
  }

  /** A build begins. */
  begin(): void {
    this.#readiness.begin((file) => this.#hold(file));
    this.#saves.beginBuild();
  }

  /** A build is finished; edits are compared with it from now on. */
  async enter(compilation: Compilation): Promise<void> {
    this.#last = compilation;
    this.#saves.endBuild();
    holdHashes(compilation);
    const isInForce = this.#publisher.speaksFor(compilation) && !compilation.getStats().hasErrors();
    if (!isInForce) await this.#publisher.withdrawPatches(compilation);
  }

  /** webpack has given up, and watches no more: nothing would decide about patches until it has built again. */
  async fail(): Promise<void> {
    const last = this.#last;
    this.close();
    this.#texts.close();
    if (last !== undefined) await this.#publisher.withdrawPatches(last);
  }

  /** The watcher reports that a file was saved. */
  notice(file: string): void {
    this.#saves.add(file, true);
  }

  /** The watcher is at work again: does what nobody should have to wait for when a file is saved. */
  prepare(compilation: Compilation): void {
    if (compilation !== this.#last) return;
    const prepared = attempt(() => {
      this.#publisher.expectPatch(compilation);
      this.#readiness.prepare(compilation);
      return { ok: true } as const;
    });
    if (!prepared.ok) this.#log.thrown('preparation', prepared);
  }

  /** Nothing is watched any more: what was to follow the last build does not. */
  close(): void {
    if (this.#last !== undefined) this.#publisher.close(this.#last);
    this.#last = undefined;
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
    this.#onPublished({ id, file: this.#nameOf(file), at: performance.timeOrigin + readAt });
  }

  #nameOf(file: string): string {
    return toPosix(path.relative(this.#compiler.context, file));
  }

  #rehearse(files: readonly string[], done: () => void): boolean {
    const compilation = this.#last;
    if (compilation === undefined || this.#saves.areAwaited || isBuilding(this.#compiler)) return false;
    if (this.#saves.areUntold) {
      // Whether they are news is known before the next round.
      done();
      return true;
    }
    const use = (patch: Patch): void => this.#publisher.rehearsePatch(patch);
    return rehearsePatch({ ...this.#lookInto(compilation), read: this.#read, use }, files, done);
  }

  #hold(file: string): void {
    const compilation = this.#base;
    if (compilation !== undefined) attempt(() => findCandidate(this.#lookInto(compilation), file));
  }

  /** The last build, if it was published: edits can be compared with it. */
  get #base(): Compilation | undefined {
    return this.#publisher.patchable === this.#last?.hash ? this.#last : undefined;
  }

  #take(saves: readonly Save[]): void {
    const start = performance.now();
    for (const save of saves) {
      const conclude = (result: LaneResult): void => this.#conclude(save, result, performance.now() - start);
      const way = this.#findWay(save);
      if (way.ok) this.#build(way.compilation, save, conclude);
      else conclude(way);
    }
  }

  /** Finds the build that a save can be compared with. */
  #findWay(save: Save): { readonly ok: true; readonly compilation: Compilation } | LaneFailure {
    const compilation = this.#base;
    if (compilation === undefined) return { ok: false, reason: 'not-published' };
    return this.#findOthers(compilation, save) ?? { ok: true, compilation };
  }

  #build(compilation: Compilation, save: Save, conclude: (result: LaneResult) => void): void {
    const settle = (made: LaneResult): void => {
      if (!made.ok) {
        conclude(made);
        return;
      }
      this.#saves.make(save);
      const publish = (): void => conclude(attempt(() => this.#publish(compilation, save, made.patch)));
      this.#saves.whenHeard(save.file, () => this.#publisher.whenFree(publish));
    };
    const { file, content } = save;
    this.#readiness.note(file);
    const find = isBuilding(this.#compiler) ? findHeldCandidate : findCandidate;
    const found = attempt(() => find(this.#lookInto(compilation), file));
    if (found.ok) makePatch({ candidate: found.candidate, file, ...this.#reading(file) }, content, settle);
    else settle(found);
  }

  #lookInto(compilation: Compilation): LastBuild {
    return { compilation, index: this.#readiness.index, mismatches: this.#mismatches };
  }

  #reading(file: string): Pick<Edit, 'isBuilding' | 'read' | 'whenReady'> {
    return {
      isBuilding: () => isBuilding(this.#compiler),
      read: (name) => this.#saves.read(name),
      whenReady: (done) => this.#saves.whenReported(file, done),
    };
  }

  #publish(compilation: Compilation, save: Save, patch: Patch): LaneResult {
    const others = this.#findOthers(compilation, save);
    if (others !== undefined) return others;
    const answer = compilation === this.#last ? this.#publisher.publishPatch(compilation, patch) : 'overtaken';
    return answer === 'published' ? { ok: true, patch } : { ok: false, reason: answer };
  }

  /** What was saved or removed together with a file is in force together with it: the build has it all. */
  #findOthers(compilation: Compilation, { file }: Save): LaneFailure | undefined {
    const { unpublished } = this.#saves;
    const isLive = (name: string): boolean => this.#publisher.patches.has(name);
    const others = listOthers(this.#compiler, compilation, file, { unpublished, isLive });
    return others.length > 0 ? { ok: false, reason: 'other-changes', detail: others.join() } : undefined;
  }

  #conclude(save: Save, result: LaneResult, ms: number): void {
    const { file } = save;
    this.#log.conclude(file, result, ms);
    if (!result.ok) {
      this.#saves.leave(save, !PASSING.has(result.reason));
      return;
    }
    this.#saves.publish(save);
    this.#onPublished({ id: this.#publisher.newest, file: this.#nameOf(file), at: Date.now() - ms });
  }
}
