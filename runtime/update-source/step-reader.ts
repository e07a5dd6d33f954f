/** Reads the update files of one or more steps, and makes one update of them. */

import { type ModuleFactory, type RuntimeInstaller, toId } from '../host';
import type { ChunkId, ModuleId } from '../protocol/identifiers';
import type { JournalBase, RuntimeUpdate } from '../protocol/journal';
import type { Update } from '../update-store';
import type { UpdateScript } from './script-loader';
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
  load(path: string, text: string): Promise<UpdateScript>;
}

/** One update file that was read and verified. */
interface LoadedChunk {
  readonly chunk: ChunkId;
  readonly script: UpdateScript;
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
    for (const step of steps) {
      const chunks = await this.#readChunks(step);
      if ('kind' in chunks) return chunks;
      const { removedChunks, removedModules } = this.#own(step) ?? { removedChunks: [], removedModules: [] };
      for (const id of removedModules) draft.factories.set(id, undefined);
      draft.removedChunks.push(...removedChunks);
      this.#add(draft, withoutRuntimeOf(removedChunks, chunks));
    }
    const update: Update = { build, ...draft };
    return { kind: 'update', update };
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
    for (const [chunk, file] of Object.entries(this.#own(step)?.chunks ?? {})) {
      const path = `${this.#parts.outputFolder}/${file}`;
      const content = await this.#parts.readVerified(path, step.files[file] ?? '');
      if (!content.ok) return unavailable(content.code, describeFailure(content.code, path));
      chunks.push({ chunk: toId(chunk), script: await this.#parts.load(path, content.text) });
    }
    return chunks;
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
