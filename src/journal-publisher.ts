/** Publishes the builds of one compiler in its journal. */

import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import { keepBase, renderBase } from './base-build';
import type { RenderedBase } from './base-build';
import { HotReloadError, toCompilationError } from './errors';
import { FormerAssets } from './former-assets';
import * as journal from './journal';
import { JournalFile } from './journal-file';
import type { ReadManifest } from './manifests';
import { OutputFolder } from './output-folder';
import type { Patch } from './patch';
import { PendingSteps } from './pending-steps';
import { PatchPublisher } from './patch-publisher';
import type { PatchAnswer, SettledPatches } from './patch-publisher';
import type { Ending } from './patch-settlement';
import { journalNotWritten } from './publishing-errors';
import { Turns } from './turns';
import { listOwnAssets } from './update-step';

/** Owns what has been published and what is still to be published. */
export class JournalPublisher {
  readonly #compiler: Compiler;
  readonly #file: JournalFile;
  readonly patches: PatchPublisher;
  readonly #pending: PendingSteps;
  #kept: ReadonlySet<string> = new Set();
  readonly #former = new FormerAssets();
  #written = false;
  readonly #published = new WeakSet<Compilation>();
  readonly #turns = new Turns();

  constructor(compiler: Compiler, name: string) {
    this.#compiler = compiler;
    this.#file = new JournalFile(compiler, name);
    this.#pending = new PendingSteps(compiler);
    this.patches = new PatchPublisher(name, (history) => this.#file.format(history));
  }

  /** Takes in the update that a sealed compilation makes, whether or not it will ever be written or published. */
  remember(compilation: Compilation, readManifest: ReadManifest): void {
    this.#pending.remember(compilation, readManifest);
  }

  /** Decides, before anything is written or cleaned, which files are still needed. */
  async prepare(compilation: Compilation): Promise<void> {
    await this.#turns.settled;
    await this.#file.recall(compilation, this.#folder(compilation));
    const assets = [...journal.listAssets(this.#file.history), ...this.patches.assets, ...this.#pending.assets];
    this.#kept = new Set([this.#file.name, ...assets]);
  }

  /** Says whether a file of the output folder has to survive a cleaning. */
  needs(file: string): boolean {
    // Patches are published while webpack cleans.
    return this.#kept.has(file) || this.patches.assets.has(file) || this.#former.has(file);
  }

  /** Every process that is known runs the newest build: nothing reads files of those before it. */
  forgetFormer(): void {
    this.#former.forget();
  }

  /** Full hash of the build that can be patched: the one that was published last. */
  get patchable(): string | undefined {
    return this.#written ? this.#file.history.build : undefined;
  }

  /** Whether a build was published: not, where it has errors, or where a plugin keeps webpack from emitting it. */
  speaksFor(compilation: Compilation): boolean {
    return this.#published.has(compilation);
  }

  /** What a process names as its build that has taken everything. */
  get newest(): string {
    return this.patches.top(this.#file.history.build ?? '');
  }

  /** Whether something is published that was saved when the newest build had begun: another build will follow. */
  get isAhead(): boolean {
    return this.patches.isAhead;
  }

  /** Whether a process that names one build has taken another one. */
  hasReached(build: string, goal: string): boolean {
    return this.patches.hasReached(this.#file.history.build ?? '', build, goal);
  }

  /** Calls back when nothing is being published, mostly at once: to make the journal shorter takes a while. */
  whenFree(done: () => void): void {
    this.#turns.whenFree(done);
  }

  /**
   * Publishes the code of modules ahead of the build that will contain it, all of it at once.
   *
   * @returns whether it was published; not, where a build was published meanwhile or is about to be
   */
  publishPatches(compilation: Compilation, patches: readonly Patch[]): PatchAnswer {
    const { build } = this.#file.history;
    if (this.#turns.areTaken || !this.#written || patches.some((patch) => patch.build !== build)) return 'overtaken';
    return this.patches.publishNow(this.#folder(compilation), this.#file.history, patches);
  }

  /** Does what is done with a patch before it is written, and throws away what comes of it. */
  rehearsePatch(patch: Patch): void {
    if (this.#written) this.patches.rehearse(this.#file.history, patch);
  }

  /** Does what can be done ahead of the next patch of a build. */
  expectPatch(compilation: Compilation): void {
    if (this.#written) this.patches.expect(this.#folder(compilation));
  }

  /** No patches will follow. */
  close(compilation: Compilation): void {
    this.patches.close(this.#folder(compilation));
  }

  /**
   * Publishes a build whose files webpack has written. Not published is a build with errors, and one that would take back what
   * was saved when it had begun; the update that leads to it is, together with the next good build.
   *
   * @returns whether the journal now speaks for this build
   */
  async publish(compilation: Compilation): Promise<boolean> {
    return this.#turns.take(async () => this.#publish(compilation));
  }

  async #publish(compilation: Compilation): Promise<boolean> {
    this.#pending.noticeEmitted(compilation);
    const folder = this.#folder(compilation);
    try {
      const ending = endingOf(compilation, this.#file.history);
      const readUpdates = (): readonly string[] => this.#pending.readUpdates(compilation);
      const settled = await this.patches.settle({ compilation, ending, readUpdates }, folder, this.#file.history);
      if (compilation.getStats().hasErrors()) return false;
      const isWritten = await this.#write(compilation, folder, settled);
      if (!isWritten) return false;
      this.#published.add(compilation);
      this.#former.add(compilation);
      return true;
    } catch (error) {
      const file = path.join(folder.path, this.#file.name);
      const reason = error instanceof HotReloadError ? error : journalNotWritten(file, error);
      compilation.errors.push(toCompilationError(this.#compiler, reason));
      return false;
    }
  }

  /**
   * Prepares to publish the newest build whole in the place of the updates that led to it, for when nobody who is known
   * needs them any more.
   *
   * @param compilation - the build that was just published
   * @returns does it, to be called before another build begins; `undefined` where it is not worth it
   */
  planCompaction(compilation: Compilation): (() => Promise<void>) | undefined {
    if (!journal.isWorthCompacting(this.#file.history)) return undefined;
    const render = keepBase(compilation);
    return async () => this.#turns.take(async () => this.#compact(compilation, render));
  }

  async #compact(compilation: Compilation, render: () => RenderedBase): Promise<void> {
    if (this.patchable !== compilation.hash || !this.#pending.isEmpty || this.patches.assets.size > 0) return;
    await this.#file.replace(compilation, this.#folder(compilation), {
      render,
      planned: journal.withoutUpdates(this.#file.history),
      missing: new Set(),
      known: journal.listAssets(this.#file.history),
      current: listOwnAssets(compilation),
    });
  }

  /** Takes back all patches: nothing is written of the build that was to contain them. */
  async withdrawPatches(compilation: Compilation): Promise<void> {
    const ended = { compilation, ending: 'failed', readUpdates: () => [] } as const;
    return this.#turns
      .take(async () => this.patches.settle(ended, this.#folder(compilation), this.#file.history))
      .then(
        () => undefined,
        () => undefined,
      );
  }

  async #write(compilation: Compilation, folder: OutputFolder, settled: SettledPatches): Promise<boolean> {
    const build = compilation.hash;
    if (build === undefined || (await this.#isPublished(build, folder))) return true;
    const onTop = await this.patches.stack(compilation, folder, settled.newer);
    if (onTop === undefined) return false;
    this.#pending.check(compilation);
    await this.#pending.writeUnwritten(folder);
    const [before, steps] = this.patches.connect(this.#file.history, this.#pending.steps, settled.leadsOn);
    const planned = journal.publishBuild(before, steps, build, Date.now());
    const missing = await folder.listMissing(journal.listFiles(planned));
    await this.#file.replace(compilation, folder, {
      render: () => renderBase(compilation),
      planned: journal.withoutLostUpdates(planned, missing),
      onTop: onTop.updates,
      missing,
      known: new Set([
        ...journal.listAssets(this.#file.history),
        ...this.patches.assets,
        ...steps.flatMap(({ assets }) => assets),
      ]),
      current: new Set(Object.keys(compilation.assets)),
    });
    this.#pending.clear();
    this.patches.restart(onTop);
    this.#written = true;
    return true;
  }

  async #isPublished(build: string, folder: OutputFolder): Promise<boolean> {
    if (!this.#written || this.#file.history.build !== build || !this.#pending.isEmpty) return false;
    return folder.has(this.#file.name);
  }

  #folder(compilation: Compilation): OutputFolder {
    return new OutputFolder(this.#compiler, compilation.getPath(this.#compiler.outputPath, {}));
  }
}

function endingOf(compilation: Compilation, { build }: journal.History): Ending {
  if (compilation.getStats().hasErrors()) return 'failed';
  return compilation.hash === build ? 'same' : 'other';
}
