/** Loads chunks again that Node.js has imported before: it keeps each ECMAScript module for ever, under its address. */

import type { ModuleFactory } from './host';
import type { ChunkId, ModuleId } from './protocol/identifiers';

/** Imports a file of the output folder; another version is another module. */
export type ImportFile = (file: string, version: number) => Promise<unknown>;

/** The state of one way of loading chunks: 0 or 1 where a chunk is there, a tuple while it is loading. */
export type ChunkState = Record<ChunkId, unknown>;

type LoadChunk = (id: ChunkId, promises: Promise<unknown>[]) => void;

/** What of `__webpack_require__` loads chunks (webpack/lib/esm/ModuleChunkLoadingRuntimeModule.js). */
interface ChunkLoader {
  /** Ways of loading a chunk, which are all tried, one after the other; absent where no chunk is loaded on demand. */
  f?: Record<string, LoadChunk>;
  readonly m: Record<ModuleId, ModuleFactory | undefined>;
  readonly u?: (id: ChunkId) => string | undefined;
}

/** A file of a chunk. */
interface ChunkFile {
  readonly __webpack_esm_ids__: readonly ChunkId[];
  readonly __webpack_esm_modules__: Readonly<Record<ModuleId, ModuleFactory>>;
  readonly __webpack_esm_runtime__?: (webpackRequire: unknown) => void;
}

const NAME = 'hotReload';

/** Knows which chunks are to be loaded again, and does that ahead of webpack, which would get what it got before. */
export class ImportedChunks {
  readonly #versions = new Map<string, number>();
  readonly #importFile: ImportFile;

  constructor(importFile: ImportFile) {
    this.#importFile = importFile;
  }

  /** The file of a chunk may have changed since it was imported. */
  forget(id: ChunkId): void {
    this.#versions.set(String(id), (this.#versions.get(String(id)) ?? 0) + 1);
  }

  /** Comes first of all ways of loading; an update may bring these anew. */
  putFirst(loader: ChunkLoader, states: () => readonly ChunkState[]): void {
    const { f: ways } = loader;
    if (ways === undefined || this.#versions.size === 0 || Object.keys(ways)[0] === NAME) return;
    loader.f = { [NAME]: (id, promises) => this.#load(loader, states(), id, promises), ...ways };
  }

  /** Where a chunk is said to be loading, webpack waits for it as well. */
  #load(loader: ChunkLoader, states: readonly ChunkState[], id: ChunkId, promises: Promise<unknown>[]): void {
    const [version, name, [state]] = [this.#versions.get(String(id)), loader.u?.(id), states];
    if (version === undefined || name === undefined || state === undefined || state[id] !== undefined) return;
    const loading = this.#importFile(name, version).then(
      (file) => install(loader, state, file as ChunkFile),
      (error: unknown) => {
        Reflect.deleteProperty(state, id);
        throw error;
      },
    );
    state[id] = [() => undefined, loading];
    promises.push(loading);
  }
}

function install(loader: ChunkLoader, state: ChunkState, file: ChunkFile): void {
  Object.assign(loader.m, file.__webpack_esm_modules__);
  file.__webpack_esm_runtime__?.(loader);
  for (const id of file.__webpack_esm_ids__) state[id] = 0;
}
