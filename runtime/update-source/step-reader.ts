/** Reads the update files of one or more steps, and makes one update of them. */

import { type ModuleFactory, type RuntimeInstaller, toId } from '../host';
import type { ChunkId, ModuleId } from '../protocol/identifiers';
import type { JournalBase, RuntimeUpdate } from '../protocol/journal';
import type { Update } from '../update-store';
import type { ScriptLoader, UpdateScript } from './script-loader';
import type { FileFailure, FileText } from './update-files';
import { type Fetched, type Unavailable, unavailable } from './update-source';

/** What a step reader is made with. */
export interface StepReaderParts {
  /** Absolute path of the output folder, with `/` as separator and none at the end. */
  readonly outputFolder: string;
  /** Name of the webpack runtime whose updates are wanted. */
  readonly runtimeName: string;
  /** Whether the bundle holds a module, or the chunk that its code comes in. */
  wants(module: ModuleId, chunk: ChunkId): boolean;
  /** The modules that the bundle holds and that may be removed from it. */
  known(): Iterable<ModuleId>;
  /** The modules that a build must hold to be a build of the same bundle. */
  entries(): Iterable<ModuleId>;
  readVerified(path: string, sha256: string): Promise<FileText>;
  /** Reads it without waiting for it to be there in full. */
  readVerifiedSync(path: string, sha256: string): FileText;
  readonly scripts: ScriptLoader;
}

/** One update file that was read and verified. */
interface LoadedChunk {
  readonly chunk: ChunkId;
  readonly script: UpdateScript;
}

/** A step of which all files were read. */
interface ReadStep {
  readonly step: JournalBase;
  readonly chunks: readonly LoadedChunk[];
}

/** An update in the making. */
interface Draft {
  readonly factories: Map<ModuleId, ModuleFactory | undefined>;
  readonly unloaded: Map<ModuleId, ModuleFactory>;
  readonly runtime: RuntimeInstaller[];
  readonly removedChunks: ChunkId[];
}

/** Reads steps. */
export class StepReader {
  readonly #parts: StepReaderParts;

  constructor(parts: StepReaderParts) {
    this.#parts = parts;
  }

  /**
   * Reads what leads to `build` one step after the other.
   *
   * @param steps - oldest first
   */
  async read(steps: readonly JournalBase[], build: string): Promise<Fetched> {
    return this.#follow(createDraft(), steps, build);
  }

  /**
   * Reads it without waiting; `undefined` where that is not possible.
   *
   * @param steps - oldest first
   */
  readNow(steps: readonly JournalBase[], build: string): Update | undefined {
    const read: ReadStep[] = [];
    for (const step of steps) {
      const chunks = this.#readChunksNow(step);
      if (chunks === undefined) return undefined;
      read.push({ step, chunks });
    }
    return this.#merge(createDraft(), read, build);
  }

  /**
   * Reads a whole build and what has come since; what the build does not hold any more counts as removed.
   *
   * @param steps - oldest first
   */
  async readFromBase(base: JournalBase, steps: readonly JournalBase[], build: string): Promise<Fetched> {
    const chunks = await this.#readChunks(base);
    if ('kind' in chunks) return chunks;
    const held = new Set(chunks.flatMap(({ script }) => Object.keys(script.modules).map(toId)));
    if ([...this.#parts.entries()].some((entry) => !held.has(entry))) return { kind: 'lost', build };
    const draft = createDraft();
    for (const id of this.#parts.known()) if (!held.has(id)) draft.factories.set(id, undefined);
    this.#add(draft, chunks);
    return this.#follow(draft, steps, build);
  }

  async #follow(draft: Draft, steps: readonly JournalBase[], build: string): Promise<Fetched> {
    const read: ReadStep[] = [];
    for (const step of steps) {
      const chunks = await this.#readChunks(step);
      if ('kind' in chunks) return chunks;
      read.push({ step, chunks });
    }
    return { kind: 'update', update: this.#merge(draft, read, build) };
  }

  #merge(draft: Draft, read: readonly ReadStep[], build: string): Update {
    for (const { step, chunks } of read) {
      const { removedChunks, removedModules } = this.#own(step) ?? { removedChunks: [], removedModules: [] };
      for (const id of removedModules) draft.factories.set(id, undefined);
      draft.removedChunks.push(...removedChunks);
      this.#add(draft, withoutRuntimeOf(removedChunks, chunks));
    }
    return { build, ...draft };
  }

  #add(draft: Draft, chunks: readonly LoadedChunk[]): void {
    for (const { chunk, script } of chunks) {
      for (const [key, factory] of Object.entries(script.modules)) {
        const id = toId(key);
        (this.#parts.wants(id, chunk) ? draft.factories : draft.unloaded).set(id, factory);
      }
      if (script.runtime !== undefined) draft.runtime.push(script.runtime);
    }
  }

  async #readChunks(step: JournalBase): Promise<readonly LoadedChunk[] | Unavailable> {
    const chunks: LoadedChunk[] = [];
    for (const { chunk, path, sha256 } of this.#listFiles(step)) {
      const content = await this.#parts.readVerified(path, sha256);
      if (!content.ok) return unavailable(content.code, describeFailure(content.code, path));
      chunks.push({ chunk, script: await this.#parts.scripts.load(path, content.text) });
    }
    return chunks;
  }

  #readChunksNow(step: JournalBase): readonly LoadedChunk[] | undefined {
    const chunks: LoadedChunk[] = [];
    for (const { chunk, path, sha256 } of this.#listFiles(step)) {
      const content = this.#parts.readVerifiedSync(path, sha256);
      const script = content.ok ? this.#parts.scripts.loadNow(path, content.text) : undefined;
      if (script === undefined) return undefined;
      chunks.push({ chunk, script });
    }
    return chunks;
  }

  #listFiles(
    step: JournalBase,
  ): readonly { readonly chunk: ChunkId; readonly path: string; readonly sha256: string }[] {
    return Object.entries(this.#own(step)?.chunks ?? {}).map(([chunk, file]) => ({
      chunk: toId(chunk),
      path: `${this.#parts.outputFolder}/${file}`,
      sha256: step.files[file] ?? '',
    }));
  }

  #own(step: JournalBase): RuntimeUpdate | undefined {
    return step.runtimes[this.#parts.runtimeName];
  }
}

function createDraft(): Draft {
  return { factories: new Map(), unloaded: new Map(), runtime: [], removedChunks: [] };
}

/**
 * A chunk that goes has no runtime to bring. From 5.113 on, webpack takes the modules of the runtime, which all have the
 * same id, for those that it held, and has any one of them run again (webpack/lib/hmr/HotModuleReplacementPlugin.js).
 */
function withoutRuntimeOf(removed: readonly ChunkId[], chunks: readonly LoadedChunk[]): readonly LoadedChunk[] {
  return chunks.map(({ chunk, script: { modules, runtime } }) => ({
    chunk,
    script: { modules, runtime: removed.includes(chunk) ? undefined : runtime },
  }));
}

function describeFailure(code: FileFailure, path: string): string {
  const problem = code === 'UPDATE_FILE_MISSING' ? 'is not there' : 'is not what the compiler published';
  return `The update file ${path} ${problem}; the code that runs is kept, and the file is tried again.`;
}
