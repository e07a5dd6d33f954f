/** Holds the newest known code of each module until a transaction installs it. */

import { isAsyncCode, visibleExports } from './async-module';
import type { HotHost, ModuleFactory, RuntimeInstaller } from './host';
import type { ChunkId, ModuleId } from './protocol/identifiers';
import { isSameCode } from './same-code';
import { isCode, replaceRemoved } from './removed-module';

/** What the update source read: everything between one build and a later one. */
export interface Update {
  /** Full hash of the later build. */
  readonly build: string;
  /** The newest code by module; `undefined` for a module that the build no longer has. */
  readonly factories: ReadonlyMap<ModuleId, ModuleFactory | undefined>;
  /** The newest code of modules that the bundle does not hold, for their chunks are not loaded. */
  readonly unloaded: ReadonlyMap<ModuleId, ModuleFactory>;
  /** Runtime modules, oldest first. */
  readonly runtime: readonly RuntimeInstaller[];
  readonly removedChunks: readonly ChunkId[];
  /** What it has to do with patches, if anything. */
  readonly patch?: PatchPart | undefined;
}

/**
 * `ahead`: a patch, whose build has yet to follow. `confirmed`: the build follows here. `renewed`: a build of what was there
 * before a patch, and that patch again.
 */
export type PatchPart = 'ahead' | 'confirmed' | 'renewed';

/** Owns what is known of newer builds and not installed. */
export class UpdateStore {
  readonly #host: HotHost;
  readonly #pending = new Map<ModuleId, ModuleFactory | undefined>();
  readonly #unloaded = new Map<ModuleId, ModuleFactory>();
  #runtime: RuntimeInstaller[] = [];
  #removedChunks: ChunkId[] = [];
  /** Chunks that were removed at any time: code that is disposed may load them again. */
  readonly #goneChunks = new Set<ChunkId>();
  #build: string;

  constructor(host: HotHost) {
    this.#host = host;
    this.#build = host.hash();
  }

  /** Full hash of the newest build that is known here. */
  get build(): string {
    return this.#build;
  }

  /** The modules whose newest code is not installed, with that code; `undefined` for a removed module. */
  get pending(): ReadonlyMap<ModuleId, ModuleFactory | undefined> {
    return this.#pending;
  }

  /** Whether a newer build is known of which not everything is installed. */
  get isAhead(): boolean {
    return this.#pending.size + this.#runtime.length + this.#removedChunks.length > 0;
  }

  /**
   * Takes what a newer build brings; an edit that was reverted meanwhile is pending no longer.
   *
   * @returns whether it says anything beyond the patches that it confirms or repeats
   */
  add(update: Update): boolean {
    const isKnown = ([id, factory]: [ModuleId, ModuleFactory | undefined]): boolean =>
      isSameCode(factory, this.#newest(id));
    const isRepeated = update.patch === 'confirmed' || update.patch === 'renewed';
    const isNews = !isRepeated || ![...update.factories].every(isKnown);
    this.#build = update.build;
    this.#runtime.push(...update.runtime);
    this.#removedChunks.push(...update.removedChunks);
    for (const [id, factory] of update.unloaded) this.#unloaded.set(id, factory);
    for (const [id, factory] of update.factories) {
      this.#unloaded.delete(id);
      this.#compare(id, factory);
    }
    return isNews;
  }

  /**
   * Takes what a newer build brings, and installs it at once, where nothing of the bundle is evaluated yet.
   *
   * @throws what runtime modules throw; then it is pending
   */
  begin(update: Update): void {
    this.add(update);
    const ids = [...this.#pending.keys()];
    this.install(ids);
    this.commit(ids);
  }

  /** Takes notice of chunks that were loaded since: a chunk file may be older than the newest build that is known. */
  noticeLoaded(): void {
    for (const [id, factory] of this.#unloaded) {
      if (this.#installed(id) === undefined) continue;
      this.#unloaded.delete(id);
      this.#compare(id, factory);
    }
  }

  /**
   * Hands over the code that a module is to be evaluated with. That is newer than what is installed where a chunk was loaded
   * just now: its file is that of the newest build, so it may require modules that the installed build does not have, and
   * may be behind a patch itself.
   */
  takeNewest(id: ModuleId, installed: ModuleFactory | undefined): ModuleFactory | undefined {
    const newest = this.#unloaded.get(id) ?? (installed === undefined ? this.#pending.get(id) : undefined);
    if (newest === undefined) return installed;
    this.#host.factories[id] = newest;
    this.#unloaded.delete(id);
    this.#pending.delete(id);
    return newest;
  }

  /**
   * Gives a module what it imports statically; `import()` takes exports and promises alike. Where the two are not of one
   * build, an importer may take for synchronous what is not: it is itself, which no importer of an asynchronous module is
   * otherwise; or it runs its newest code, and a module that has turned synchronous waits to be replaced, or was refused.
   */
  readFrom(importer: ModuleId, id: ModuleId, exports: unknown): unknown {
    const { factories } = this.#host;
    if (!isAsyncCode(factories[id])) return exports;
    const isSync = !isAsyncCode(factories[importer]);
    const isAhead = !this.#isBehind(importer) && this.#isBehind(id) && !isAsyncCode(this.#pending.get(id));
    return isSync || isAhead ? visibleExports(exports) : exports;
  }

  /**
   * Puts modules' pending code, and all runtime modules, into the bundle; the function it returns takes them out.
   *
   * @throws what runtime modules throw; then nothing has changed
   */
  install(ids: Iterable<ModuleId>): () => void {
    const { factories } = this.#host;
    const previous = [...ids].map((id) => [id, factories[id]] as const);
    const restoreRuntime = this.#host.saveRuntime();
    for (const [id] of previous) factories[id] = this.#pending.get(id) ?? replaceRemoved(id);
    // First, for the new runtime modules do not know the names of chunks that are gone.
    this.#host.forgetChunks([...this.#goneChunks, ...this.#removedChunks]);
    const takeOut = (): void => {
      for (const [id, factory] of previous) restoreFactory(factories, id, factory);
      restoreRuntime();
    };
    try {
      this.#runRuntime();
    } catch (error) {
      takeOut();
      throw error;
    }
    return takeOut;
  }

  /**
   * Puts only the runtime modules into the bundle: no module's code is to be installed.
   *
   * @throws what runtime modules throw; then nothing has changed
   */
  installRuntime(): void {
    if (this.#runtime.length + this.#removedChunks.length === 0) return;
    this.install([]);
    this.commit([]);
  }

  /** Those of one chunk may need what those of another bring, and nothing says which come first. */
  #runRuntime(): void {
    const late = this.#runtime.filter((install) => !this.#hasRun(install));
    for (const install of late) this.#host.runRuntime(install);
  }

  #hasRun(install: RuntimeInstaller): boolean {
    try {
      this.#host.runRuntime(install);
      return true;
    } catch {
      return false;
    }
  }

  /** Forgets what a committed transaction has installed. */
  commit(ids: Iterable<ModuleId>): void {
    for (const id of ids) this.#pending.delete(id);
    for (const id of this.#removedChunks) this.#goneChunks.add(id);
    this.#runtime = [];
    this.#removedChunks = [];
  }

  /** Has modules evaluated again with the code that is installed. */
  recall(ids: Iterable<ModuleId>): void {
    for (const id of ids) this.#pending.set(id, this.#host.factories[id]);
  }

  #compare(id: ModuleId, newest: ModuleFactory | undefined): void {
    if (isSameCode(newest, this.#installed(id))) this.#pending.delete(id);
    else this.#pending.set(id, newest);
  }

  /** Whether a module's newest code is not what the bundle holds. */
  #isBehind(id: ModuleId): boolean {
    const newest = this.#pending.get(id);
    return newest !== undefined && newest !== this.#host.factories[id];
  }

  /** The newest code that is known of a module. */
  #newest(id: ModuleId): ModuleFactory | undefined {
    return this.#pending.has(id) ? this.#pending.get(id) : this.#installed(id);
  }

  #installed(id: ModuleId): ModuleFactory | undefined {
    const factory = this.#host.factories[id];
    return isCode(factory) ? factory : undefined;
  }
}

function restoreFactory(factories: HotHost['factories'], id: ModuleId, factory: ModuleFactory | undefined): void {
  if (factory === undefined) Reflect.deleteProperty(factories, id);
  else factories[id] = factory;
}
