/** Reads out of a sealed compilation which update leads to it from the build before. */

import type { Asset, Compilation } from 'webpack';
import type { Parsed } from '../runtime/protocol/guards';
import type { ChunkId } from '../runtime/protocol/identifiers';
import type { JournalUpdate, RuntimeUpdate } from '../runtime/protocol/journal';
import type { UpdateStep } from './journal';
import type { ReadManifest } from './manifests';
import { runtimeIdOf } from './runtime-names';
import { sha256 } from './sha256';

/** The content of a file that webpack is about to write. */
export type Content = Asset['source'];

/** An update together with the content of its files. */
export interface SealedStep {
  readonly step: UpdateStep;
  readonly contents: ReadonlyMap<string, Content>;
}

/**
 * Reads the update that a compilation makes. It has to be called before webpack takes the new build for the old one,
 * that is, before HotModuleReplacementPlugin's tap of the hook `record`.
 *
 * @param compilation - a sealed compilation
 * @param readManifest - gives its manifests
 * @returns the update, `undefined` where there is none, or the name of a file that is missing
 */
export function readUpdateStep(compilation: Compilation, readManifest: ReadManifest): Parsed<SealedStep | undefined> {
  const { records, hash: to } = compilation;
  const from = records?.hash;
  if (!records || from === undefined || !to || from === to) return { ok: true, value: undefined };
  const contents = collectUpdateFiles(compilation);
  const runtimes: Record<string, RuntimeUpdate> = {};
  for (const runtime of splitRuntimeKeys(Object.values(records.chunkRuntime ?? {}))) {
    const update = readRuntimeUpdate(compilation, from, runtime, contents, readManifest);
    if (!update.ok) return update;
    runtimes[runtimeIdOf(compilation, runtime)] = update.value;
  }
  const chunkFiles = new Set(Object.values(runtimes).flatMap((update) => Object.values(update.chunks)));
  const files = Object.fromEntries([...chunkFiles].map((name) => [name, sha256(contents.get(name)?.buffer() ?? '')]));
  return { ok: true, value: { step: { from, to, runtimes, files, assets: [...contents.keys()] }, contents } };
}

/**
 * Names the manifest of an update, which belongs to the update without being named in the journal.
 *
 * @param from - hash of the build that the update starts from
 * @param runtime - webpack's name of the runtime
 */
function nameManifest(compilation: Compilation, from: string, runtime: string): string {
  return compilation.getPath(compilation.outputOptions.hotUpdateMainFilename, { hash: from, runtime });
}

/** What an earlier watch session wrote along with an update; some of these files may never have existed. */
export function nameExtraFiles(compilation: Compilation, update: JournalUpdate): string[] {
  const maps = Object.keys(update.files).map((name) => `${name}.map`);
  const manifests = Object.keys(update.runtimes).map((runtime) => nameManifest(compilation, update.from, runtime));
  return [...maps, ...manifests];
}

/** What a build has written but for the update that leads to it. */
export function listOwnAssets(compilation: Compilation): ReadonlySet<string> {
  const assets = compilation.getAssets().filter(({ info }) => info.hotModuleReplacement !== true);
  return new Set(assets.map(({ name }) => name));
}

/** All update files of this compilation, and what belongs to them, such as source maps. */
function collectUpdateFiles(compilation: Compilation): Map<string, Content> {
  const contents = new Map<string, Content>();
  for (const { name, source, info } of compilation.getAssets()) {
    if (!info.hotModuleReplacement) continue;
    contents.set(name, source);
    for (const related of Object.values(info.related ?? {}).flat()) {
      const asset = related === null ? undefined : compilation.getAsset(related);
      if (asset) contents.set(asset.name, asset.source);
    }
  }
  return contents;
}

/** Webpack keeps the runtimes of a chunk as one string (webpack/lib/util/runtime.js, getRuntimeKey). */
function splitRuntimeKeys(keys: readonly string[]): Set<string> {
  return new Set(keys.flatMap((key) => key.split('\n')).filter((runtime) => runtime !== '*'));
}

function readRuntimeUpdate(
  compilation: Compilation,
  from: string,
  runtime: string,
  contents: ReadonlyMap<string, Content>,
  readManifest: ReadManifest,
): Parsed<RuntimeUpdate> {
  const manifestName = nameManifest(compilation, from, runtime);
  const manifest = contents.has(manifestName) ? readManifest(manifestName) : undefined;
  if (manifest === undefined) return { ok: false, reason: manifestName };
  const chunks: Record<string, string> = {};
  for (const id of manifest.c) {
    const name = nameUpdateChunk(compilation, from, runtime, id);
    if (!contents.has(name)) return { ok: false, reason: name };
    chunks[id] = name;
  }
  return { ok: true, value: { chunks, removedChunks: manifest.r, removedModules: manifest.m } };
}

function nameUpdateChunk(compilation: Compilation, from: string, runtime: string, id: ChunkId): string {
  const chunk = [...compilation.chunks].find((candidate) => candidate.id === id) ?? { id, hash: '' };
  const template = compilation.outputOptions.hotUpdateChunkFilename;
  return compilation.getPath(template, { hash: from, runtime, chunk, contentHashType: 'javascript' });
}
