/** Publishes patches on top of a build, and takes them back where the next build does not contain them. */

import path from 'node:path';
import type { Compilation } from 'webpack';
import { nameUnfinishedFolder } from '../runtime/protocol/output-names';
import { HeldFile } from './held-file';
import type { History, UpdateStep } from './journal';
import { listAssets } from './journal';
import type { OutputFolder } from './output-folder';
import type { Patch, PatchCode } from './patch';
import type { ExtendedLedger } from './patch-ledger';
import { PatchLedger } from './patch-ledger';
import type { BuiltModule, Ending, PatchAge } from './patch-settlement';
import { UnfinishedFiles } from './unfinished-files';

/** A patch, with what the build has in its place. */
export interface Mismatch {
  readonly patch: Patch;
  readonly published: string;
  readonly built: BuiltModule | undefined;
}

/** A build that has come to its end. */
export interface EndedBuild {
  readonly compilation: Compilation;
  readonly ending: Ending;
  /** Reads the update files that lead to it, as they are written. */
  readonly readUpdates: () => readonly string[];
}

/** What is asked of, and told to, whoever makes patches. */
export interface PatchObserver {
  /** Looks up a module in a finished build. */
  look(compilation: Compilation, module: string): BuiltModule | undefined;
  /** Compares the text that a patch was made of with the one that the newest build has. */
  ageOf(patch: Patch): PatchAge;
  /** Makes a patch anew, on top of a build that has an older text; `undefined` where that is not possible. */
  renew(compilation: Compilation, patch: Patch): Promise<Patch | undefined>;
  /** A patch that was made anew is published; `id` is what a process names as its build that has taken it. */
  onRenewed(patch: Patch, id: string): void;
  /** A build has something else than the patch said. */
  onMismatch(compilation: Compilation, mismatch: Mismatch): void;
  /** A patch was taken back. */
  onTakenBack(patch: Patch, ending: Ending): void;
}

/** What a build that has ended leaves to be done. */
export interface SettledPatches {
  /** Whether processes have to go by way of the patches to get to this build. */
  readonly leadsOn: boolean;
  /** Patches that say more than the build does. */
  readonly newer: readonly Patch[];
}

/** Words the journal. */
type FormatJournal = (history: History & { readonly build: string }) => string;

/** Whether patches were published, or why not. */
export type PatchAnswer = 'published' | 'not-written' | 'overtaken';

/** Everything that is to be written, and what there is then. */
interface PreparedPatches extends ExtendedLedger {
  readonly journal: string;
}

/** Publishes the patches of one build after the other. */
export class PatchPublisher {
  #ledger = new PatchLedger();
  readonly #journal: string;
  readonly #unfinished: UnfinishedFiles;
  /** The journal that the next patch replaces. */
  readonly #replaced = new HeldFile();
  readonly #format: FormatJournal;
  #observer: PatchObserver | undefined;

  /** @param journal - file name of the journal */
  constructor(journal: string, format: FormatJournal) {
    this.#journal = journal;
    this.#unfinished = new UnfinishedFiles(nameUnfinishedFolder(journal));
    this.#format = format;
  }

  /** Whether something is published that was saved when the newest build had begun: another build will follow. */
  get isAhead(): boolean {
    return this.#ledger.newest.some(({ patch }) => this.#ageOf(patch) === 'newer');
  }

  /** Whether there is a patch of a source file. */
  has(file: string): boolean {
    return this.#ledger.newest.some(({ patch }) => patch.file === file);
  }

  /** Names the files of patches. */
  get assets(): ReadonlySet<string> {
    return listAssets({ build: undefined, updates: this.#ledger.updates });
  }

  /** What a process names as its build that has taken a build and everything on top of it. */
  top(build: string): string {
    return this.#ledger.top(build);
  }

  /**
   * Whether a process that names one build has taken another one.
   *
   * @param newest - the build that is patched
   */
  hasReached(newest: string, build: string, goal: string): boolean {
    return this.#ledger.hasReached(newest, build, goal);
  }

  observe(observer: PatchObserver): void {
    this.#observer = observer;
  }

  /** Does what can be done ahead of the next patch. */
  expect(folder: OutputFolder): void {
    this.#unfinished.prepare(folder);
    this.#replaced.hold(path.join(folder.path, this.#journal));
  }

  /** No patches will follow. */
  close(folder: OutputFolder): void {
    this.#unfinished.close(folder);
    this.#replaced.release();
  }

  /** Does what publishing takes, but for writing: whoever saves later does not wait for code that has never run. */
  rehearse(history: History, patch: Patch): void {
    this.#prepare(history, [patch], freshOf);
  }

  /** Whether processes that have taken everything run the code of a patch already. */
  isCurrent(patch: Patch): boolean {
    return this.#ledger.isCurrent(patch);
  }

  /** Publishes code of modules on top of a history, all of it at once, without ever waiting. */
  publishNow(folder: OutputFolder, history: History, patches: readonly Patch[]): PatchAnswer {
    const { contents, journal, ledger } = this.#prepare(history, patches, freshOf);
    const isWritten = folder.now?.replace(contents, this.#journal, journal, this.#unfinished);
    if (isWritten !== true) return 'not-written';
    this.#ledger = ledger;
    return 'published';
  }

  /** Takes back what a build that has ended does not contain, but for what was saved when it had begun. */
  async settle(
    { compilation, ending, readUpdates }: EndedBuild,
    folder: OutputFolder,
    history: History,
  ): Promise<SettledPatches> {
    if (this.#ledger.updates.length === 0) return { leadsOn: false, newer: [] };
    const settled = this.#ledger.settle(ending, {
      look: (module) => this.#observer?.look(compilation, module),
      ageOf: (patch) => this.#ageOf(patch),
      updates: ending === 'other' ? readUpdates() : [],
    });
    for (const mismatch of settled.mismatched) this.#observer?.onMismatch(compilation, mismatch);
    for (const { patch } of settled.undo) {
      await this.#takeBack(folder, history, patch);
      this.#observer?.onTakenBack(patch, ending);
    }
    return { leadsOn: settled.leadsOn, newer: settled.newer.map(({ patch }) => patch) };
  }

  /**
   * Makes patches anew on top of a build that is about to be published, and writes their files: what is live already stays
   * so.
   *
   * @returns what to go on with when the build is published; `undefined` where it would take something back
   */
  async stack(
    compilation: Compilation,
    folder: OutputFolder,
    patches: readonly Patch[],
  ): Promise<PatchLedger | undefined> {
    const allRenewed = await this.#renew(compilation, patches);
    if (allRenewed === undefined) return undefined;
    const nothing = new PatchLedger();
    const differing = allRenewed.filter((patch) => !nothing.isCurrent(patch));
    const { contents, ledger } = nothing.extend(differing, freshOf);
    for (const [name, content] of contents) await folder.write(name, content);
    return ledger;
  }

  /** Leaves out patches of what is no longer in the build: no other one may follow that would be for the sake of them. */
  async #renew(compilation: Compilation, patches: readonly Patch[]): Promise<readonly Patch[] | undefined> {
    const allRenewed: Patch[] = [];
    for (const patch of patches) {
      const renewed = await this.#observer?.renew(compilation, patch);
      if (renewed !== undefined) allRenewed.push(renewed);
      else if (this.#observer?.look(compilation, patch.module) !== undefined) return undefined;
    }
    return allRenewed;
  }

  #ageOf(patch: Patch): PatchAge {
    return this.#observer?.ageOf(patch) ?? 'same';
  }

  async #takeBack(folder: OutputFolder, history: History, patch: Patch): Promise<void> {
    const { contents, journal, ledger } = this.#prepare(history, [patch], ({ original }) => original);
    for (const [name, content] of contents) await folder.write(name, content);
    await folder.replace(this.#journal, journal);
    this.#ledger = ledger;
  }

  #prepare(history: History, patches: readonly Patch[], codeOf: (patch: Patch) => PatchCode): PreparedPatches {
    const { contents, ledger } = this.#ledger.extend(patches, codeOf);
    const updates = [...history.updates, ...ledger.updates];
    return { ledger, contents, journal: this.#format({ ...history, updates, build: ledger.top(history.build ?? '') }) };
  }

  /** Makes the steps to a new build follow the patches, or replace them. */
  connect(history: History, steps: readonly UpdateStep[], leadsOn: boolean): [History, readonly UpdateStep[]] {
    const updates = leadsOn ? [...history.updates, ...this.#ledger.updates] : history.updates;
    return [{ ...history, updates }, this.#ledger.connect(steps, leadsOn)];
  }

  /** A build was published, with these patches on top of it. */
  restart(ledger: PatchLedger): void {
    this.#ledger = ledger;
    for (const { patch, id } of ledger.newest) this.#observer?.onRenewed(patch, id);
  }
}

function freshOf({ fresh }: Patch): PatchCode {
  return fresh;
}
