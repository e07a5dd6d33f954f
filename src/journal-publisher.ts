/** Publishes the builds of one compiler in its journal. */

import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import { parseJournal } from '../runtime/protocol/journal';
import type { JournalUpdate } from '../runtime/protocol/journal';
import { renderBase } from './base-build';
import { HotReloadError, messageOf, toCompilationError } from './errors';
import * as journal from './journal';
import type { ReadManifest } from './manifests';
import { ModuleResources, toPosix } from './module-resources';
import { OutputFolder } from './output-folder';
import type { Patch, PatchCode } from './patch';
import { PatchLedger } from './patch-ledger';
import type { BuiltModule, Ending } from './patch-settlement';
import { findInvalidScript } from './script-syntax';
import { nameManifest, readUpdateStep } from './update-step';
import type { SealedStep } from './update-step';

interface PendingStep extends SealedStep {
  /** Whether webpack has written the files. */
  emitted: boolean;
}

/** What the publisher asks of, and tells, the fast lane. */
export interface PatchObserver {
  /** Looks up a module in a finished build. */
  look(compilation: Compilation, module: string): BuiltModule | undefined;
  /** A build has something else than the patch said. */
  onMismatch(patch: Patch, published: string, built: BuiltModule | undefined): void;
  /** A patch was taken back. */
  onTakenBack(patch: Patch, ending: Ending): void;
}

/** Owns what has been published and what is still to be published. */
export class JournalPublisher {
  readonly #compiler: Compiler;
  readonly #name: string;
  readonly #resources: ModuleResources;
  #history: journal.History = journal.NO_HISTORY;
  #pending: readonly PendingStep[] = [];
  #kept: ReadonlySet<string> = new Set();
  #recalled = false;
  #written = false;
  readonly #patches = new PatchLedger();
  #place: journal.JournalPlace | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #observer: PatchObserver | undefined;

  constructor(compiler: Compiler, name: string) {
    this.#compiler = compiler;
    this.#name = name;
    this.#resources = new ModuleResources(compiler.context);
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
    const patches = this.#patches.updates.flatMap(({ assets }) => assets);
    this.#kept = new Set([this.#name, ...journal.listAssets(this.#history), ...patches, ...pending]);
  }

  /** Says whether a file of the output folder has to survive a cleaning. */
  needs(file: string): boolean {
    return this.#kept.has(file);
  }

  /** Full hash of the build that can be patched, which is the newest one that was published. */
  get patchable(): string | undefined {
    return this.#written && this.#pending.length === 0 ? this.#history.build : undefined;
  }

  /** Has patches looked at when the next build is published. */
  observePatches(observer: PatchObserver): void {
    this.#observer = observer;
  }

  /**
   * Publishes the code of a module ahead of the build that will contain it.
   *
   * @returns whether it was published; not, where a build was published meanwhile
   */
  async publishPatch(compilation: Compilation, patch: Patch): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#history.build !== patch.build || !this.#written) return false;
      await this.#append(this.#folder(compilation), patch, patch.fresh);
      return true;
    });
  }

  /**
   * Publishes a build whose files webpack has written. A build with errors is not published; the update that leads to
   * it is, together with the next good build.
   *
   * @returns whether the journal now speaks for this build
   */
  async publish(compilation: Compilation): Promise<boolean> {
    return this.#inTurn(async () => {
      for (const item of this.#pending) item.emitted ||= item.step.to === compilation.hash;
      const folder = this.#folder(compilation);
      try {
        const leadsOn = await this.#settlePatches(compilation, folder);
        if (compilation.getStats().hasErrors()) return false;
        await this.#write(compilation, folder, leadsOn);
        return true;
      } catch (error) {
        const file = path.join(folder.path, this.#name);
        const reason = error instanceof HotReloadError ? error : journalNotWritten(file, error);
        compilation.errors.push(toCompilationError(this.#compiler, reason));
        return false;
      }
    });
  }

  /** Patches and builds are published one after the other. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #append(folder: OutputFolder, patch: Patch, code: PatchCode): Promise<void> {
    const next = await this.#patches.prepare(patch, code);
    for (const [name, content] of next.contents) await folder.write(name, content.buffer());
    const updates = [...this.#history.updates, ...this.#patches.updates, next.update];
    await this.#writeJournal(folder, { ...this.#history, updates, build: next.update.update.to });
    this.#patches.add(patch, code, next);
  }

  /** @returns whether only the patches lead on to this build */
  async #settlePatches(compilation: Compilation, folder: OutputFolder): Promise<boolean> {
    if (this.#patches.updates.length === 0) return false;
    const other = compilation.hash === this.#history.build ? 'same' : 'other';
    const ending = compilation.getStats().hasErrors() ? 'failed' : other;
    const settled = this.#patches.settle(ending, (module) => this.#observer?.look(compilation, module));
    for (const { patch, published, built } of settled.mismatched) this.#observer?.onMismatch(patch, published, built);
    for (const { patch } of settled.undo) {
      await this.#append(folder, patch, patch.original);
      this.#observer?.onTakenBack(patch, ending);
    }
    return settled.leadsOn;
  }

  async #writeJournal(folder: OutputFolder, history: journal.History & { readonly build: string }): Promise<void> {
    const place = this.#place ?? { context: '', resources: {} };
    await folder.replace(this.#name, JSON.stringify(journal.toJournal(history, place)));
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
    const steps = this.#patches.connect(
      this.#pending.map(({ step }) => step),
      leadsOn,
    );
    const before = { ...this.#history, updates: [...this.#history.updates, ...(leadsOn ? this.#patches.updates : [])] };
    const planned = journal.publishBuild(before, steps, build, Date.now());
    const missing = await folder.listMissing(journal.listFiles(planned));
    const history = await this.#complete(compilation, folder, journal.withoutLostUpdates(planned, missing), missing);
    this.#place = {
      context: toPosix(path.relative(folder.path, this.#compiler.context)),
      resources: this.#resources.list(compilation),
    };
    await this.#writeJournal(folder, { ...history, build });
    const patched = this.#patches.updates.flatMap(({ assets }) => assets);
    const known = [...journal.listAssets(this.#history), ...patched, ...steps.flatMap(({ assets }) => assets)];
    this.#history = history;
    this.#pending = [];
    this.#patches.clear();
    this.#written = true;
    // Only now: until the new journal is there, a process may read any file that the old one names.
    const obsolete = journal.listObsolete(known, history, new Set(Object.keys(compilation.assets)));
    await Promise.all(obsolete.map(async (name) => folder.remove(name)));
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

/** What an earlier watch session wrote along with an update; some of these files may never have existed. */
function nameExtraFiles(compilation: Compilation, update: JournalUpdate): string[] {
  const maps = Object.keys(update.files).map((name) => `${name}.map`);
  const manifests = Object.keys(update.runtimes).map((runtime) => nameManifest(compilation, update.from, runtime));
  return [...maps, ...manifests];
}

function journalNotWritten(file: string, cause: unknown): HotReloadError {
  const message =
    `The journal ${file} cannot be written, so running processes do not hear of this build: make its folder ` +
    `writable, free some space, or remove what is in its place; the next build then publishes this one as well. ` +
    `The reason was: ${messageOf(cause)}`;
  return new HotReloadError('JOURNAL_NOT_WRITTEN', message, { cause });
}

/** Of an ECMAScript module, Node.js offers no way to learn that without running it. */
function checkScripts(compilation: Compilation, contents: Iterable<readonly [string, Buffer]>): void {
  if (compilation.outputOptions.module) return;
  const texts = [...contents].map(([name, content]) => [name, content.toString()] as const);
  const invalid = findInvalidScript(texts);
  if (invalid !== undefined) throw updateFileInvalid(invalid.name, invalid.error);
}

function updateFileInvalid(name: string, cause: unknown): HotReloadError {
  const message =
    `The update file ${name} is not JavaScript, so running processes keep the code they have: correct what webpack ` +
    `has not parsed (module.noParse) or what another plugin has put into it. The reason is: ${messageOf(cause)}`;
  return new HotReloadError('UPDATE_FILE_INVALID', message, { cause });
}

function updateFileMissing(name: string): HotReloadError {
  const message =
    `The update file ${name} is not among the files of this build, so running processes cannot be updated: keep ` +
    `other plugins from renaming or removing hot update files, and leave content hashes out of their names.`;
  return new HotReloadError('UPDATE_FILE_MISSING', message);
}
