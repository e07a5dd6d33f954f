/** Renders the code of a module for a patch. */

import type { Chunk, Compilation } from 'webpack';
import type { RuntimeUpdate } from '../../runtime/protocol/journal';
import type { PatchCode, SealedPatch } from '../patch';
import { listRuntimes, runtimeIdOf } from '../runtime-names';
import { sha256 } from '../sha256';
import { BuildMemory } from './build-memory';
import { acceptsImports, findMissingRequirement, forgetsImports, generateCode } from './code-generation';
import type { RenderedFactory } from './factory-rendering';
import { renderFactory } from './factory-rendering';
import type { Substitute } from './graph-views';
import { plainGraphs, substituteModule } from './graph-views';
import type { FileModule, Runtime } from './internals';
import { findComplaint } from './link-complaints';
import { addSourceMaps } from './source-maps';

/** Where a module is in a build. */
export interface Place {
  readonly chunks: readonly Chunk[];
  readonly runtimes: readonly Runtime[];
}

/** Code of a fresh module, or what keeps it from running in place of the old one. */
export type FreshCode =
  | { readonly ok: true; readonly code: PatchCode }
  | {
      readonly ok: false;
      readonly reason: 'accepts-imports' | 'export-missing' | 'requirement-missing' | 'not-rendered';
      readonly detail: string;
    };

/** What finished builds have: a build that confirms a patch is asked for the same code again at the next edit. */
const originals = new BuildMemory<PatchCode>();

/** Renders a module as a finished build has it. */
export function renderOriginal(compilation: Compilation, module: FileModule, place: Place): PatchCode | undefined {
  return originals.recall(compilation, module, () => renderBuilt(compilation, module, place));
}

function renderBuilt(compilation: Compilation, module: FileModule, place: Place): PatchCode | undefined {
  const [chunk] = place.chunks;
  const graphs = plainGraphs(compilation);
  const code = generateCode(compilation, module, graphs, place.runtimes);
  if (chunk === undefined || code === undefined) return undefined;
  const rendered = renderFactory(compilation, module, chunk, graphs, code.results);
  return rendered && toPatchCode(compilation, rendered, place.chunks);
}

/** Renders a fresh module in the place of the old one. */
export function renderFresh(compilation: Compilation, substitute: Substitute, place: Place): FreshCode {
  const { fresh, links, old } = substitute;
  let requirements: ReadonlySet<string> = new Set();
  const graphs = substituteModule(compilation, substitute, () => requirements);
  const complaint = findComplaint(graphs.moduleGraph, links);
  if (complaint !== undefined) return { ok: false, reason: 'export-missing', detail: complaint };
  if (acceptsImports(fresh)) {
    generateCode(compilation, fresh, graphs, place.runtimes);
    if (forgetsImports(compilation, old, fresh, graphs)) return { ok: false, reason: 'accepts-imports', detail: '' };
  }
  const code = generateCode(compilation, fresh, graphs, place.runtimes);
  const [chunk] = place.chunks;
  if (code === undefined || chunk === undefined) return { ok: false, reason: 'not-rendered', detail: '' };
  const missing = findMissingRequirement(compilation, code.requirements);
  if (missing !== undefined) return { ok: false, reason: 'requirement-missing', detail: missing };
  requirements = code.requirements;
  const rendered = renderFactory(compilation, fresh, chunk, graphs, code.results);
  if (rendered === undefined) return { ok: false, reason: 'not-rendered', detail: '' };
  return { ok: true, code: toPatchCode(compilation, rendered, place.chunks) };
}

function toPatchCode(compilation: Compilation, rendered: RenderedFactory, chunks: readonly Chunk[]): PatchCode {
  return {
    text: String(rendered.source.source()),
    seal: (id) => sealPatch(compilation, rendered, chunks, id),
  };
}

function sealPatch(
  compilation: Compilation,
  { source, nameFor }: RenderedFactory,
  chunks: readonly Chunk[],
  id: string,
): SealedPatch {
  const name = nameFor(id);
  const contents = addSourceMaps(compilation, name, source);
  const step = {
    runtimes: listUpdates(compilation, chunks, name),
    files: { [name]: sha256(contents.get(name)?.buffer() ?? '') },
    assets: [...contents.keys()],
  };
  return { step, contents };
}

/** One chunk for each runtime is enough: a module that is there is updated in whichever chunk it came. */
function listUpdates(compilation: Compilation, chunks: readonly Chunk[], file: string): Record<string, RuntimeUpdate> {
  const updates: Record<string, RuntimeUpdate> = {};
  for (const { id, runtime } of chunks) {
    if (id === null) continue;
    for (const name of listRuntimes(runtime)) {
      updates[runtimeIdOf(compilation, name)] ??= { chunks: { [id]: file }, removedChunks: [], removedModules: [] };
    }
  }
  return updates;
}
