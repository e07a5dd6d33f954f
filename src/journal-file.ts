/** Owns the journal: what it says, and the file that says it. */

import path from 'node:path';
import type { Compilation, Compiler } from 'webpack';
import { parseJournal } from '../runtime/protocol/journal';
import type { RenderedBase } from './base-build';
import * as journal from './journal';
import { ModuleNames } from './module-names';
import { ModuleResources, toPosix } from './module-resources';
import type { OutputFolder } from './output-folder';
import { checkScripts } from './publishing-errors';
import { nameExtraFiles } from './update-step';

/** What the journal is to say. */
export interface JournalChange {
  /** Renders the newest build as a whole. */
  readonly render: () => RenderedBase;
  readonly planned: journal.History;
  /** Patches on top of it. */
  readonly onTop?: readonly journal.PublishedUpdate[];
  /** Names of files that are not in the output folder. */
  readonly missing: ReadonlySet<string>;
  /** Names of all files that were of use so far. */
  readonly known: ReadonlySet<string>;
  /** Names of files of the newest build, which stay. */
  readonly current: ReadonlySet<string>;
}

/** The journal of one compiler. */
export class JournalFile {
  /** Relative to the output folder. */
  readonly name: string;
  readonly #compiler: Compiler;
  readonly #resources: ModuleResources;
  readonly #names: ModuleNames;
  #history: journal.History = journal.NO_HISTORY;
  #isRecalled = false;
  #place: journal.JournalPlace = { context: '', resources: {}, names: {} };

  constructor(compiler: Compiler, name: string) {
    this.#compiler = compiler;
    this.name = name;
    this.#resources = new ModuleResources(compiler.context);
    this.#names = new ModuleNames(compiler.context);
  }

  /** What the journal says, patches aside. */
  get history(): journal.History {
    return this.#history;
  }

  /** Takes over, once, what a session before has published. */
  async recall(compilation: Compilation, folder: OutputFolder): Promise<void> {
    if (this.#isRecalled) return;
    const parsed = parseJournal((await folder.read(this.name)) ?? '');
    if (parsed.ok) this.#history = journal.fromJournal(parsed.value, (update) => nameExtraFiles(compilation, update));
    this.#isRecalled = true;
  }

  /** Words the journal. */
  format(history: journal.History & { readonly build: string }): string {
    return JSON.stringify(journal.toJournal(history, this.#place));
  }

  /** Writes the journal, and deletes what only the one before it needed. */
  async replace(compilation: Compilation, folder: OutputFolder, change: JournalChange): Promise<void> {
    const { planned, known, current, onTop = [] } = change;
    const build = onTop.at(-1)?.update.to ?? planned.build ?? '';
    // Before anything is waited for: the next build may begin meanwhile.
    this.#place = {
      context: toPosix(path.relative(folder.path, this.#compiler.context)),
      resources: this.#resources.list(compilation),
      names: this.#names.list(compilation),
    };
    const history = await complete(compilation, folder, change);
    await folder.replace(this.name, this.format({ ...history, updates: [...history.updates, ...onTop], build }));
    this.#history = history;
    // Only now: until the new journal is there, a process may read any file that the old one names.
    const obsolete = journal.listObsolete(known, history, current);
    await Promise.all(obsolete.map(async (name) => folder.remove(name)));
  }
}

/** Adds a whole build where processes may need one. */
async function complete(
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
