/** Publishes the builds of one compiler in its journal. */

import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import { parseJournal } from '../runtime/protocol/journal';
import type { JournalUpdate } from '../runtime/protocol/journal';
import { keepBase, renderBase } from './base-build';
import type { RenderedBase } from './base-build';
import { HotReloadError, messageOf, toCompilationError } from './errors';
import * as journal from './journal';
import type { ReadManifest } from './manifests';
import { ModuleResources, toPosix } from './module-resources';
import { OutputFolder } from './output-folder';
import { findInvalidScript } from './script-syntax';
import { nameManifest, readUpdateStep } from './update-step';
import type { SealedStep } from './update-step';

interface PendingStep extends SealedStep {
  /** Whether webpack has written the files. */
  emitted: boolean;
}

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
  #history: journal.History = journal.NO_HISTORY;
  #pending: readonly PendingStep[] = [];
  #kept: ReadonlySet<string> = new Set();
  #recalled = false;
  #written = false;
  #compacting: Promise<void> | undefined;

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
    await this.#compacting?.catch(() => undefined);
    if (!this.#recalled) await this.#recall(compilation);
    this.#recalled = true;
    const pending = this.#pending.flatMap(({ step }) => step.assets);
    this.#kept = new Set([this.#name, ...journal.listAssets(this.#history), ...pending]);
  }

  /** Says whether a file of the output folder has to survive a cleaning. */
  needs(file: string): boolean {
    return this.#kept.has(file);
  }

  /**
   * Publishes a build whose files webpack has written. A build with errors is not published; the update that leads to
   * it is, together with the next good build.
   *
   * @returns whether the journal now speaks for this build
   */
  async publish(compilation: Compilation): Promise<boolean> {
    for (const item of this.#pending) item.emitted ||= item.step.to === compilation.hash;
    if (compilation.getStats().hasErrors()) return false;
    const folder = this.#folder(compilation);
    try {
      await this.#write(compilation, folder);
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
    return async () => {
      if (this.#compacting || this.#pending.length > 0 || this.#history.build !== compilation.hash) return;
      this.#compacting = this.#compact(compilation, render);
      await this.#compacting.finally(() => (this.#compacting = undefined));
    };
  }

  async #compact(compilation: Compilation, render: () => RenderedBase): Promise<void> {
    await this.#replace(compilation, {
      render,
      planned: journal.withoutUpdates(this.#history),
      missing: new Set(),
      known: journal.listAssets(this.#history),
      current: listOwnAssets(compilation),
    });
  }

  async #recall(compilation: Compilation): Promise<void> {
    const parsed = parseJournal((await this.#folder(compilation).read(this.#name)) ?? '');
    if (parsed.ok) this.#history = journal.fromJournal(parsed.value, (update) => nameExtraFiles(compilation, update));
  }

  async #write(compilation: Compilation, folder: OutputFolder): Promise<void> {
    const build = compilation.hash;
    if (build === undefined || (await this.#isPublished(build, folder))) return;
    this.#checkSteps(compilation);
    await this.#writeUnwritten(folder);
    const steps = this.#pending.map(({ step }) => step);
    const planned = journal.publishBuild(this.#history, steps, build, Date.now());
    const missing = await folder.listMissing(journal.listFiles(planned));
    await this.#replace(compilation, {
      render: () => renderBase(compilation),
      planned: journal.withoutLostUpdates(planned, missing),
      missing,
      known: new Set([...journal.listAssets(this.#history), ...steps.flatMap(({ assets }) => assets)]),
      current: new Set(Object.keys(compilation.assets)),
    });
    this.#pending = [];
    this.#written = true;
  }

  /** Writes the journal, and deletes what only the one before it needed. */
  async #replace(compilation: Compilation, change: JournalChange): Promise<void> {
    const { planned, known, current } = change;
    const folder = this.#folder(compilation);
    const build = planned.build ?? '';
    // Before anything is waited for: the next build may begin meanwhile.
    const place = {
      context: toPosix(path.relative(folder.path, this.#compiler.context)),
      resources: this.#resources.list(compilation),
    };
    const history = await this.#complete(compilation, folder, change);
    await folder.replace(this.#name, JSON.stringify(journal.toJournal({ ...history, build }, place)));
    this.#history = history;
    // Only now: until the new journal is there, a process may read any file that the old one names.
    const obsolete = journal.listObsolete(known, history, current);
    await Promise.all(obsolete.map(async (name) => folder.remove(name)));
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

/** What a build has written but for the update that leads to it. */
function listOwnAssets(compilation: Compilation): ReadonlySet<string> {
  const assets = compilation.getAssets().filter(({ info }) => info.hotModuleReplacement !== true);
  return new Set(assets.map(({ name }) => name));
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
