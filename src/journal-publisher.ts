/** Publishes the builds of one compiler in its journal. */

import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import { parseJournal } from '../runtime/protocol/journal';
import type { JournalUpdate } from '../runtime/protocol/journal';
import { renderBase } from './base-build';
import { HotReloadError, toCompilationError } from './errors';
import * as journal from './journal';
import type { ReadManifest } from './manifests';
import { ModuleResources, toPosix } from './module-resources';
import { OutputFolder } from './output-folder';
import type { Patch } from './patch';
import { PatchPublisher } from './patch-publisher';
import type { PatchAnswer } from './patch-publisher';
import type { Ending } from './patch-settlement';
import { checkScripts, journalNotWritten, updateFileMissing } from './publishing-errors';
import { nameManifest, readUpdateStep } from './update-step';
import type { SealedStep } from './update-step';

interface PendingStep extends SealedStep {
  /** Whether webpack has written the files. */
  emitted: boolean;
}

/** Owns what has been published and what is still to be published. */
export class JournalPublisher {
  readonly #compiler: Compiler;
  readonly #name: string;
  readonly #resources: ModuleResources;
  readonly patches: PatchPublisher;
  #history: journal.History = journal.NO_HISTORY;
  #pending: readonly PendingStep[] = [];
  #kept: ReadonlySet<string> = new Set();
  #recalled = false;
  #written = false;
  #place: journal.JournalPlace = { context: '', resources: {} };
  #queue: Promise<unknown> = Promise.resolve();
  #busy = 0;

  constructor(compiler: Compiler, name: string) {
    this.#compiler = compiler;
    this.#name = name;
    this.#resources = new ModuleResources(compiler.context);
    this.patches = new PatchPublisher(name, (history) => this.#format(history));
  }

  /** Takes in the update that a sealed compilation makes, whether or not it will ever be written or published. */
  remember(compilation: Compilation, readManifest: ReadManifest): void {
    const read = readUpdateStep(compilation, readManifest);
    if (!read.ok) {
      this.#pending = [];
      compilation.errors.push(toCompilationError(this.#compiler, updateFileMissing(read.reason)));
    } else if (read.value) {
      this.#pending = [...this.#pending, { ...read.value, emitted: false }];
    }
  }

  /** Decides, before anything is written or cleaned, which files are still needed. */
  async prepare(compilation: Compilation): Promise<void> {
    if (!this.#recalled) await this.#recall(compilation);
    this.#recalled = true;
    const pending = this.#pending.flatMap(({ step }) => step.assets);
    this.#kept = new Set([this.#name, ...journal.listAssets(this.#history), ...this.patches.assets, ...pending]);
  }

  /** Says whether a file of the output folder has to survive a cleaning. */
  needs(file: string): boolean {
    return this.#kept.has(file);
  }

  /** Full hash of the build that can be patched: the newest one, where it was published. */
  get patchable(): string | undefined {
    return this.#written && this.#pending.length === 0 ? this.#history.build : undefined;
  }

  /**
   * Publishes the code of a module ahead of the build that will contain it.
   *
   * @returns whether it was published; not, where a build was published meanwhile or is about to be
   */
  publishPatch(compilation: Compilation, patch: Patch): PatchAnswer {
    if (this.#busy > 0 || !this.#written || this.#history.build !== patch.build) return 'overtaken';
    return this.patches.publishNow(this.#folder(compilation), this.#history, patch);
  }

  /**
   * Publishes a build whose files webpack has written. A build with errors is not published; the update that leads to
   * it is, together with the next good build.
   *
   * @returns whether the journal now speaks for this build
   */
  async publish(compilation: Compilation): Promise<boolean> {
    return this.#inTurn(async () => this.#publish(compilation));
  }

  async #publish(compilation: Compilation): Promise<boolean> {
    for (const item of this.#pending) item.emitted ||= item.step.to === compilation.hash;
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

  /** Takes back all patches: the build that was to contain them has failed, perhaps before anything was written. */
  async withdrawPatches(compilation: Compilation): Promise<void> {
    return this.#inTurn(async () =>
      this.patches.settle('failed', compilation, this.#folder(compilation), this.#history),
    ).then(
      () => undefined,
      () => undefined,
    );
  }

  /** Nothing is published while something else is. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    const turn = this.#queue.then(work).finally(() => (this.#busy -= 1));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #recall(compilation: Compilation): Promise<void> {
    const parsed = parseJournal((await this.#folder(compilation).read(this.#name)) ?? '');
    if (parsed.ok) this.#history = journal.fromJournal(parsed.value, (update) => nameExtraFiles(compilation, update));
  }

  async #write(compilation: Compilation, folder: OutputFolder, leadsOn: boolean): Promise<void> {
    const build = compilation.hash;
    if (build === undefined || (await this.#isPublished(build, folder))) return;
    this.#checkSteps(compilation);
    await this.#writeUnwritten(folder);
    const pending = this.#pending.map(({ step }) => step);
    const [before, steps] = this.patches.connect(this.#history, pending, leadsOn);
    const planned = journal.publishBuild(before, steps, build, Date.now());
    const missing = await folder.listMissing(journal.listFiles(planned));
    const history = await this.#complete(compilation, folder, journal.withoutLostUpdates(planned, missing), missing);
    this.#place = {
      context: toPosix(path.relative(folder.path, this.#compiler.context)),
      resources: this.#resources.list(compilation),
    };
    await folder.replace(this.#name, this.#format({ ...history, build }));
    const known = [
      ...journal.listAssets(this.#history),
      ...this.patches.assets,
      ...steps.flatMap(({ assets }) => assets),
    ];
    this.#history = history;
    this.#pending = [];
    this.patches.clear();
    this.#written = true;
    // Only now: until the new journal is there, a process may read any file that the old one names.
    const obsolete = journal.listObsolete(known, history, new Set(Object.keys(compilation.assets)));
    await Promise.all(obsolete.map(async (name) => folder.remove(name)));
  }

  #format(history: journal.History & { readonly build: string }): string {
    return JSON.stringify(journal.toJournal(history, this.#place));
  }

  /** Adds a whole build where processes may need one. */
  async #complete(
    compilation: Compilation,
    folder: OutputFolder,
    history: journal.History,
    missing: ReadonlySet<string>,
  ): Promise<journal.History> {
    if (!journal.needsBase(history, missing)) return history;
    const { base, contents } = renderBase(compilation);
    checkScripts(compilation, contents);
    for (const [name, content] of contents) await folder.write(name, content);
    return { ...history, base: { base: { ...base, at: Date.now() }, assets: [...contents.keys()] } };
  }

  /** No process can pass a step that cannot be compiled: it is left out, and the next build is published whole. */
  #checkSteps(compilation: Compilation): void {
    try {
      for (const { contents, step } of this.#pending) {
        checkScripts(
          compilation,
          [...contents]
            .filter(([name]) => name in step.files)
            .map(([name, source]) => [name, source.buffer()] as const),
        );
      }
    } catch (error) {
      this.#pending = [];
      throw error;
    }
  }

  async #isPublished(build: string, folder: OutputFolder): Promise<boolean> {
    if (!this.#written || this.#history.build !== build || this.#pending.length > 0) return false;
    return folder.has(this.#name);
  }

  /** Writes what webpack did not: it drops the files of a build that fails late or is not emitted at all. */
  async #writeUnwritten(folder: OutputFolder): Promise<void> {
    for (const { contents, emitted } of this.#pending) {
      const unwritten = emitted ? await folder.listMissing(contents.keys()) : contents.keys();
      for (const name of unwritten) await folder.write(name, contents.get(name)?.buffer() ?? '');
    }
  }

  #folder(compilation: Compilation): OutputFolder {
    return new OutputFolder(this.#compiler, compilation.getPath(this.#compiler.outputPath, {}));
  }
}

function endingOf(compilation: Compilation, { build }: journal.History): Ending {
  if (compilation.getStats().hasErrors()) return 'failed';
  return compilation.hash === build ? 'same' : 'other';
}

/** What an earlier watch session wrote along with an update; some of these files may never have existed. */
function nameExtraFiles(compilation: Compilation, update: JournalUpdate): string[] {
  const maps = Object.keys(update.files).map((name) => `${name}.map`);
  const manifests = Object.keys(update.runtimes).map((runtime) => nameManifest(compilation, update.from, runtime));
  return [...maps, ...manifests];
}
