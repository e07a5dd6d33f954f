/** Takes what was saved as far as it goes: to a patch that is published, or back to the build. */

import type { Compilation, Compiler } from 'webpack';
import type { JournalPublisher } from '../journal-publisher';
import { aftermathOf } from './aftermath';
import type { Aftermath } from './aftermath';
import type { Baseline } from './baseline';
import type { ReadNow } from './file-content';
import { JointPublication } from './joint-publication';
import type { ReadyPatch, Situation } from './joint-publication';
import { findCandidate, findHeldCandidate, makePatch } from './lane-edit';
import type { Edit, Found, LastBuild } from './lane-edit';
import type { LaneLog } from './lane-log';
import type { LaneFailure, LaneResult } from './lane-result';
import { attempt } from './lane-result';
import { findOther } from './other-changes';
import { Saves } from './saves';
import type { Save } from './saves';

/** How many files may be saved together: more of them would keep webpack waiting. */
const MOST_TOGETHER = 16;

/** Why an edit is left to the build although another event for the same text may lead further. */
const PASSING: ReadonlySet<string> = new Set(['not-published', 'building', 'overtaken', 'file-empty', 'file-unstable']);

/** What edits are compared with. */
export interface Builds {
  readonly baseline: Pick<Baseline, 'changed' | 'compilation' | 'hasForgotten' | 'isNewest'>;
  /** Says what is known of its files. */
  readonly lookInto: (compilation: Compilation) => LastBuild;
}

/** Whom saves are taken on for, and told to. */
export interface SavedEditsParts {
  readonly compiler: Compiler;
  readonly publisher: Pick<JournalPublisher, 'patches' | 'publishPatches' | 'whenFree'>;
  readonly builds: Builds;
  readonly read: ReadNow;
  readonly log: LaneLog;
  /** A file is taken on. */
  readonly onTaken: (file: string) => void;
  readonly onPublished: (patches: readonly ReadyPatch[]) => void;
}

/** A save that is taken on. */
interface TakenSave extends Pick<ReadyPatch, 'start' | 'conclude'> {
  readonly save: Save;
}

/** The edits of one compiler. */
export class SavedEdits {
  readonly saves: Saves;
  readonly #parts: SavedEditsParts;
  readonly #joint: JointPublication;
  readonly #aftermath: Aftermath;

  constructor(parts: SavedEditsParts) {
    const { builds, compiler, log, onPublished, publisher, read } = parts;
    this.#parts = parts;
    this.#aftermath = aftermathOf(compiler, builds.baseline);
    this.#joint = new JointPublication({
      look: (compilation, isReady) => this.#look(compilation, isReady),
      isCurrent: (patch) => publisher.patches.isCurrent(patch),
      publish: (compilation, patches) => publisher.publishPatches(compilation, patches),
      onPublished,
    });
    this.saves = new Saves(read, {
      get failed() {
        return builds.baseline.changed;
      },
      onSaved: (saves) => this.#take(saves),
      onKnown: () => log.knownSave(),
      onTold: () => this.#joint.settle(),
    });
  }

  /** The last build is another one, or there is none any more. */
  settle(): void {
    this.#joint.settle();
  }

  #take(saves: readonly Save[]): void {
    const start = performance.now();
    for (const save of saves) {
      const conclude = (result: LaneResult): void => this.#conclude(save, result, performance.now() - start);
      const way = this.#findWay(save);
      if (way.ok) this.#build(way.compilation, { save, start, conclude });
      else conclude(way);
    }
  }

  /** Finds the build that a save can be compared with. */
  #findWay(save: Save): { readonly ok: true; readonly compilation: Compilation } | LaneFailure {
    const compilation = this.#parts.builds.baseline.compilation;
    if (compilation === undefined) return { ok: false, reason: 'not-published' };
    const { awaited, other } = this.#look(compilation, (file) => file === save.file);
    if (other !== undefined) return { ok: false, reason: 'other-changes', detail: other };
    return awaited.size < MOST_TOGETHER ? { ok: true, compilation } : { ok: false, reason: 'many-changes' };
  }

  #build(compilation: Compilation, { save, start, conclude }: TakenSave): void {
    const { onTaken, publisher } = this.#parts;
    const { file, content } = save;
    const settle = (made: LaneResult): void => {
      if (!made.ok) {
        conclude(made);
        return;
      }
      this.saves.make(save);
      const offer = (): void => this.#joint.offer({ compilation, patch: made.patch, start, conclude });
      this.saves.whenHeard(file, () => publisher.whenFree(offer));
    };
    onTaken(file);
    const found = attempt(() => this.#find(compilation, file));
    if (found.ok) makePatch({ candidate: found.candidate, ...this.#editOf(file) }, content, settle);
    else settle(found);
  }

  #find(compilation: Compilation, file: string): Found {
    const build = this.#parts.builds.lookInto(compilation);
    const since = this.#aftermath.since();
    return since === undefined ? findCandidate(build, file) : findHeldCandidate(build, file, since);
  }

  #editOf(file: string): Omit<Edit, 'candidate'> {
    return {
      file,
      aftermath: this.#aftermath,
      read: (name) => this.saves.read(name),
      whenReady: (done) => this.saves.whenReported(file, done),
    };
  }

  /** What was saved or removed together with files that are ready is in force together with them. */
  #look(compilation: Compilation, isReady: (file: string) => boolean): Situation {
    const { builds, compiler, publisher } = this.#parts;
    const isOpen = (file: string): boolean => !isReady(file) && compilation.fileDependencies.has(file);
    const isOvertaken = compilation !== builds.baseline.compilation;
    const left = this.saves.findLeft(isOpen);
    if (left !== undefined) return { isOvertaken, awaited: new Set(), other: left };
    const awaited = new Set(this.saves.awaited.filter(isOpen));
    const isMeant = (file: string): boolean => isReady(file) || awaited.has(file);
    const isLive = (file: string): boolean => publisher.patches.has(file) || this.saves.isInForce(file);
    return { isOvertaken, awaited, other: findOther(compiler, compilation, { isLive, isMeant }) };
  }

  #conclude(save: Save, result: LaneResult, ms: number): void {
    this.#parts.log.conclude(save.file, result, ms);
    if (result.ok || result.reason === 'same-code') this.saves.publish(save);
    else this.saves.leave(save, !PASSING.has(result.reason));
    this.#joint.settle();
  }
}
