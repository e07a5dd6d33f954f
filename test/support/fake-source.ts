/** Publishes builds without a compiler. */

import { type ModuleFactory, type RuntimeInstaller, toId } from '../../runtime/host';
import type { ChunkId, ModuleId } from '../../runtime/protocol/identifiers';
import type { ResourceTable } from '../../runtime/resources';
import type { PatchPart, Update } from '../../runtime/update-store';
import type { Fetched, UpdateSource } from '../../runtime/update-source/update-source';
import { compile } from './fake-modules';
import type { FakeFactory, FakeRequire } from './fake-webpack';

/** New code by module; `undefined` for a module that is removed. */
export type Edit = Readonly<Record<ModuleId, FakeFactory | undefined>>;

interface Build {
  readonly hash: string;
  readonly factories: ReadonlyMap<ModuleId, ModuleFactory | undefined>;
  readonly removedChunks: readonly ChunkId[];
  /** Whether it is ahead of the build that will contain it. */
  readonly isPatch: boolean;
}

/** Hands over everything between one build and the newest. */
export class FakeSource implements UpdateSource {
  /** What is answered instead, while it is set. */
  failure: Fetched | undefined;
  /** Builds whose update was asked for, in order. */
  readonly asked: string[] = [];
  /** The files of modules whose id is no path. */
  table: ResourceTable = { outputFolder: '/app/dist', context: '..', resources: {} };
  readonly #builds: Build[] = [{ hash: 'build-0', factories: new Map(), removedChunks: [], isPatch: false }];

  get hash(): string {
    return this.#builds.at(-1)?.hash ?? '';
  }

  publish(edit: Edit, removedChunks: readonly ChunkId[] = []): void {
    this.#add(edit, removedChunks, false);
  }

  /** Publishes code ahead of the build that will contain it. */
  publishPatch(edit: Edit): void {
    this.#add(edit, [], true);
  }

  #add(edit: Edit, removedChunks: readonly ChunkId[], isPatch: boolean): void {
    const factories = Object.entries(edit).map(([id, factory]) => [toId(id), factory && compile(factory)] as const);
    const hash = `build-${String(this.#builds.length)}`;
    this.#builds.push({ hash, factories: new Map(factories), removedChunks, isPatch });
  }

  async fetch(build: string): Promise<Fetched> {
    this.asked.push(build);
    if (this.failure !== undefined) return this.failure;
    const update = this.fetchNow(build);
    return update === undefined ? { kind: 'current' } : { kind: 'update', update };
  }

  fetchNow(build: string): Update | undefined {
    const missed = this.#builds.slice(this.#builds.findIndex(({ hash }) => hash === build) + 1);
    if (missed.length === 0) return undefined;
    const wasPatched = this.#builds.some(({ hash, isPatch }) => hash === build && isPatch);
    return {
      patch: findPatchPart(missed, wasPatched),
      build: this.hash,
      factories: new Map(missed.flatMap(({ factories }) => [...factories])),
      unloaded: new Map(),
      runtime: missed.map(({ hash }) => installHash(hash)),
      removedChunks: missed.flatMap(({ removedChunks }) => removedChunks),
    };
  }

  resources(): ResourceTable {
    return this.table;
  }
}

function findPatchPart(missed: readonly Build[], wasPatched: boolean): PatchPart | undefined {
  if (missed.at(-1)?.isPatch !== true) return wasPatched ? 'confirmed' : undefined;
  return missed.every(({ isPatch }) => isPatch) ? 'ahead' : 'renewed';
}

function installHash(hash: string): RuntimeInstaller {
  return (webpackRequire) => {
    (webpackRequire as FakeRequire).h = () => hash;
  };
}
