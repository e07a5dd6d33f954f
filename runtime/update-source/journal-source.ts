/** Gets updates by following the journal in the output folder. */

import { serializeError } from '../errors';
import { type ModuleFactory, type RuntimeInstaller, toId } from '../host';
import { type ChunkId, type Journal, type JournalUpdate, type ModuleId, parseJournal } from '../protocol';
import type { ResourceTable } from '../resources';
import type { Update } from '../update-store';
import type { UpdateScript } from './script-loader';
import type { FileText } from './update-files';
import type { Fetched, UpdateSource } from './update-source';

/** What the journal source is made with. */
export interface JournalSourceParts {
  /** Absolute path of the output folder, with `/` as separator and none at the end. */
  readonly outputFolder: string;
  /** File name of the journal. */
  readonly journal: string;
  /** Name of the webpack runtime whose updates are wanted. */
  readonly runtimeName: string;
  /** Whether the code of a module is wanted, given the chunk that it comes in. */
  wants(module: ModuleId, chunk: ChunkId): boolean;
  readText(path: string): Promise<string | undefined>;
  readTextSync(path: string): string | undefined;
  readVerified(path: string, sha256: string): Promise<FileText>;
  load(path: string, text: string): Promise<UpdateScript>;
}

/** One update file that was read and verified. */
interface LoadedChunk {
  readonly chunk: ChunkId;
  readonly script: UpdateScript;
}

/** Reads updates from the output folder. */
export class JournalSource implements UpdateSource {
  readonly #parts: JournalSourceParts;
  #table: ResourceTable | undefined;

  constructor(parts: JournalSourceParts) {
    this.#parts = parts;
  }

  async fetch(build: string): Promise<Fetched> {
    try {
      return await this.#follow(build);
    } catch (error) {
      return unavailable('UPDATE_UNREADABLE', `An update could not be read: ${serializeError(error).message}`);
    }
  }

  resources(): ResourceTable | undefined {
    if (this.#table !== undefined) return this.#table;
    const text = this.#parts.readTextSync(this.#path(this.#parts.journal));
    const parsed = text === undefined ? undefined : parseJournal(text);
    if (parsed?.ok === true) this.#remember(parsed.value);
    return this.#table;
  }

  async #follow(build: string): Promise<Fetched> {
    const path = this.#path(this.#parts.journal);
    const text = await this.#parts.readText(path);
    if (text === undefined) return { kind: 'current' };
    const parsed = parseJournal(text);
    if (!parsed.ok) {
      const remedy = 'it is left alone until the next build replaces it';
      return unavailable('JOURNAL_INVALID', `The journal ${path} cannot be used, for ${parsed.reason}; ${remedy}.`);
    }
    this.#remember(parsed.value);
    if (parsed.value.build === build) return { kind: 'current' };
    const first = parsed.value.updates.findIndex(({ from }) => from === build);
    if (first < 0) return { kind: 'lost', build: parsed.value.build };
    return this.#read(parsed.value.updates.slice(first), parsed.value.build);
  }

  async #read(updates: readonly JournalUpdate[], build: string): Promise<Fetched> {
    const factories = new Map<ModuleId, ModuleFactory | undefined>();
    const runtime: RuntimeInstaller[] = [];
    const removedChunks: ChunkId[] = [];
    for (const update of updates) {
      const step = update.runtimes[this.#parts.runtimeName];
      if (step === undefined) continue;
      const chunks = await this.#readChunks(step.chunks, update.files);
      if ('kind' in chunks) return chunks;
      for (const id of step.removedModules) factories.set(id, undefined);
      for (const [id, factory] of this.#wanted(chunks)) factories.set(id, factory);
      runtime.push(...chunks.flatMap(({ script }) => script.runtime ?? []));
      removedChunks.push(...step.removedChunks);
    }
    const update: Update = { build, factories, runtime, removedChunks };
    return { kind: 'update', update };
  }

  async #readChunks(
    files: Readonly<Record<string, string>>,
    hashes: JournalUpdate['files'],
  ): Promise<readonly LoadedChunk[] | Extract<Fetched, { kind: 'unavailable' }>> {
    const chunks: LoadedChunk[] = [];
    for (const [chunk, file] of Object.entries(files)) {
      const path = this.#path(file);
      const content = await this.#parts.readVerified(path, hashes[file] ?? '');
      if (!content.ok) return unavailable(content.code, describeFailure(content.code, path));
      chunks.push({ chunk: toId(chunk), script: await this.#parts.load(path, content.text) });
    }
    return chunks;
  }

  *#wanted(chunks: readonly LoadedChunk[]): Iterable<readonly [ModuleId, ModuleFactory]> {
    for (const { chunk, script } of chunks) {
      for (const [key, factory] of Object.entries(script.modules)) {
        const id = toId(key);
        if (this.#parts.wants(id, chunk)) yield [id, factory];
      }
    }
  }

  #remember({ context, resources }: Journal): void {
    this.#table = { context, resources, outputFolder: this.#parts.outputFolder };
  }

  #path(file: string): string {
    return `${this.#parts.outputFolder}/${file}`;
  }
}

function unavailable(code: string, message: string): Extract<Fetched, { kind: 'unavailable' }> {
  return { kind: 'unavailable', error: { name: 'HotReloadError', code, message } };
}

function describeFailure(code: 'UPDATE_FILE_MISSING' | 'UPDATE_FILE_TORN', path: string): string {
  const problem = code === 'UPDATE_FILE_MISSING' ? 'is not there' : 'is not what the compiler published';
  return `The update file ${path} ${problem}; the code that runs is kept, and the file is tried again.`;
}
