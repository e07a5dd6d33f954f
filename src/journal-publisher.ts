/** Publishes the builds of one compiler in its journal. */

import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import { parseJournal } from '../runtime/protocol/journal';
import { keepBase, renderBase } from './base-build';
import type { RenderedBase } from './base-build';
import { HotReloadError, toCompilationError } from './errors';
import * as journal from './journal';
import type { ReadManifest } from './manifests';
import { ModuleResources, toPosix } from './module-resources';
import { OutputFolder } from './output-folder';
import type { Patch } from './patch';
import { PendingSteps } from './pending-steps';
import { PatchPublisher } from './patch-publisher';
import type { PatchAnswer } from './patch-publisher';
import type { Ending } from './patch-settlement';
import { checkScripts, journalNotWritten } from './publishing-errors';
import { Turns } from './turns';
import { listOwnAssets, nameExtraFiles } from './update-step';

/** What the journal is to say. */
interface JournalChange {
  /** Renders the newest build as a whole. */
  readonly render: () => RenderedBase;
  readonly planned: journal.History;
  /** Names of files that are not in the output folder. */
  readonly missing: ReadonlySet<string>;
  /** Names of all files that were of use so far. */
  readonly known: ReadonlySet<string>;
  /** Names of files of the newest build, which stay. */
  readonly current: ReadonlySet<string>;
}

/** Owns what has been published and what is still to be published. */
export class JournalPublisher {
  readonly #compiler: Compiler;
  readonly #name: string;
  readonly #resources: ModuleResources;
  readonly patches: PatchPublisher;
  #history: journal.History = journal.NO_HISTORY;
  readonly #pending: PendingSteps;
  #kept: ReadonlySet<string> = new Set();
  #recalled = false;
  #written = false;
  #place: journal.JournalPlace = { context: '', resources: {} };
  readonly #turns = new Turns();

  constructor(compiler: Compiler, name: string) {
    this.#compiler = compiler;
    this.#name = name;
    this.#resources = new ModuleResources(compiler.context);
    this.#pending = new PendingSteps(compiler);
    this.patches = new PatchPublisher(name, (history) => this.#format(history));
  }

  /** Takes in the update that a sealed compilation makes, whether or not it will ever be written or published. */
  remember(compilation: Compilation, readManifest: ReadManifest): void {
    this.#pending.remember(compilation, readManifest);
  }

  /** Decides, before anything is written or cleaned, which files are still needed. */
  async prepare(compilation: Compilation): Promise<void> {
    await this.#turns.settled;
    if (!this.#recalled) await this.#recall(compilation);
    this.#recalled = true;
    const assets = [...journal.listAssets(this.#history), ...this.patches.assets, ...this.#pending.assets];
    this.#kept = new Set([this.#name, ...assets]);
  }

  /** Says whether a file of the output folder has to survive a cleaning. */
  needs(file: string): boolean {
    return this.#kept.has(file);
  }

  /** Full hash of the build that can be patched: the newest one, where it was published. */
  get patchable(): string | undefined {
    return this.#written && this.#pending.isEmpty ? this.#history.build : undefined;
  }

  /** What a process names as its build that has taken everything. */
  get newest(): string {
    return this.patches.top(this.#history.build ?? '');
  }

  /** Whether a process that names one build has taken another one. */
  hasReached(build: string, goal: string): boolean {
    return this.patches.hasReached(this.#history.build ?? '', build, goal);
  }

  /** Calls back when nothing is being published, mostly at once: to make the journal shorter takes a while. */
  whenFree(done: () => void): void {
    this.#turns.whenFree(done);
  }

  /**
   * Publishes the code of a module ahead of the build that will contain it.
   *
   * @returns whether it was published; not, where a build was published meanwhile or is about to be
   */
  publishPatch(compilation: Compilation, patch: Patch): PatchAnswer {
    if (this.#turns.areTaken || !this.#written || this.#history.build !== patch.build) return 'overtaken';
    return this.patches.publishNow(this.#folder(compilation), this.#history, patch);
  }

  /** Does what is done with a patch before it is written, and throws away what comes of it. */
  rehearsePatch(patch: Patch): void {
    if (this.#written) this.patches.rehearse(this.#history, patch);
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
   * Publishes a build whose files webpack has written. A build with errors is not published; the update that leads to
   * it is, together with the next good build.
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
      const leadsOn = await this.patches.settle(
        endingOf(compilation, this.#history),
        compilation,
        folder,
        this.#history,
      );
      if (compilation.getStats().hasErrors()) return false;
      await this.#write(compilation, folder, leadsOn);
      return true;
    } catch (error) {
      const file = path.join(folder.path, this.#name);
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
    if (!journal.isWorthCompacting(this.#history)) return undefined;
    const render = keepBase(compilation);
    return async () => this.#turns.take(async () => this.#compact(compilation, render));
  }

  async #compact(compilation: Compilation, render: () => RenderedBase): Promise<void> {
    if (this.patchable !== compilation.hash || this.patches.assets.size > 0) return;
    await this.#replace(compilation, {
      render,
      planned: journal.withoutUpdates(this.#history),
      missing: new Set(),
      known: journal.listAssets(this.#history),
      current: listOwnAssets(compilation),
    });
  }

  /** Takes back all patches: the build that was to contain them has failed, perhaps before anything was written. */
  async withdrawPatches(compilation: Compilation): Promise<void> {
    return this.#turns
      .take(async () => this.patches.settle('failed', compilation, this.#folder(compilation), this.#history))
      .then(
        () => undefined,
        () => undefined,
      );
  }

  async #recall(compilation: Compilation): Promise<void> {
    const parsed = parseJournal((await this.#folder(compilation).read(this.#name)) ?? '');
    if (parsed.ok) this.#history = journal.fromJournal(parsed.value, (update) => nameExtraFiles(compilation, update));
  }

  async #write(compilation: Compilation, folder: OutputFolder, leadsOn: boolean): Promise<void> {
    const build = compilation.hash;
    if (build === undefined || (await this.#isPublished(build, folder))) return;
    this.#pending.check(compilation);
    await this.#pending.writeUnwritten(folder);
    const [before, steps] = this.patches.connect(this.#history, this.#pending.steps, leadsOn);
    const planned = journal.publishBuild(before, steps, build, Date.now());
    const missing = await folder.listMissing(journal.listFiles(planned));
    await this.#replace(compilation, {
      render: () => renderBase(compilation),
      planned: journal.withoutLostUpdates(planned, missing),
      missing,
      known: new Set([
        ...journal.listAssets(this.#history),
        ...this.patches.assets,
        ...steps.flatMap(({ assets }) => assets),
      ]),
      current: new Set(Object.keys(compilation.assets)),
    });
    this.#pending.clear();
    this.patches.clear();
    this.#written = true;
  }

  /** Writes the journal, and deletes what only the one before it needed. */
  async #replace(compilation: Compilation, change: JournalChange): Promise<void> {
    const { planned, known, current } = change;
    const folder = this.#folder(compilation);
    const build = planned.build ?? '';
    // Before anything is waited for: the next build may begin meanwhile.
    this.#place = {
      context: toPosix(path.relative(folder.path, this.#compiler.context)),
      resources: this.#resources.list(compilation),
    };
    const history = await this.#complete(compilation, folder, change);
    await folder.replace(this.#name, this.#format({ ...history, build }));
    this.#history = history;
    // Only now: until the new journal is there, a process may read any file that the old one names.
    const obsolete = journal.listObsolete(known, history, current);
    await Promise.all(obsolete.map(async (name) => folder.remove(name)));
  }

  #format(history: journal.History & { readonly build: string }): string {
    return JSON.stringify(journal.toJournal(history, this.#place));
  }

  /** Adds a whole build where processes may need one. */
  async #complete(
    compilation: Compilation,
    folder: OutputFolder,
    { planned, missing, render }: JournalChange,
  ): Promise<journal.History> {
    if (!journal.needsBase(planned, missing)) return planned;
    const { base, contents } = render();
    checkScripts(compilation, contents);
    for (const [name, content] of contents) await folder.write(name, content);
    return { ...planned, base: { base: { ...base, at: Date.now() }, assets: [...contents.keys()] } };
  }

  async #isPublished(build: string, folder: OutputFolder): Promise<boolean> {
    if (!this.#written || this.#history.build !== build || !this.#pending.isEmpty) return false;
    return folder.has(this.#name);
  }

  #folder(compilation: Compilation): OutputFolder {
    return new OutputFolder(this.#compiler, compilation.getPath(this.#compiler.outputPath, {}));
  }
}

function endingOf(compilation: Compilation, { build }: journal.History): Ending {
  if (compilation.getStats().hasErrors()) return 'failed';
  return compilation.hash === build ? 'same' : 'other';
}
