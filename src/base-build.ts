/** Renders a whole build in the form of an update, for processes that no chain of updates leads on from. */

import type { Chunk, Compilation, runtime } from 'webpack';
import type { JournalBase, RuntimeUpdate } from '../runtime/protocol/journal';
import { listRuntimes, runtimeIdOf } from './runtime-names';
import { sha256 } from './sha256';

/** A rendered build. */
export interface RenderedBase {
  readonly base: Omit<JournalBase, 'at'>;
  /** The files, by name. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

/**
 * Runtime modules that hold the state of a running bundle, which would begin anew if they ran again; a process that
 * lacks one of them, and needs it, is told by the error of the code that misses it. The last one is an export of the
 * bundle itself, which cannot stand in the function that the runtime modules of an update are.
 */
const UNREPEATABLE = new Set([
  'HotModuleReplacementRuntimeModule',
  'AsyncModuleRuntimeModule',
  'OnChunksLoadedRuntimeModule',
  'StartupChunkDependenciesRuntimeModule',
  'StartupEntrypointRuntimeModule',
  'ExportWebpackRequireRuntimeModule',
]);

/** Renders every chunk of a finished compilation as an update file. */
export function renderBase(compilation: Compilation): RenderedBase {
  const contents = new Map<string, Buffer>();
  const runtimes: Record<string, RuntimeUpdate> = {};
  for (const chunk of compilation.chunks) {
    const [name, content] = renderChunk(compilation, chunk);
    if (chunk.id === null || name === undefined || content === undefined) continue;
    contents.set(name, content);
    for (const runtime of listRuntimes(chunk.runtime)) {
      const id = runtimeIdOf(compilation, runtime);
      const known = runtimes[id]?.chunks ?? {};
      runtimes[id] = { chunks: { ...known, [chunk.id]: name }, removedChunks: [], removedModules: [] };
    }
  }
  const files = Object.fromEntries([...contents].map(([name, content]) => [name, sha256(content)]));
  return { base: { to: compilation.hash ?? '', runtimes, files }, contents };
}

/**
 * Keeps what is needed to render a compilation later, until the next one begins: webpack forgets the generated code when
 * a build is done (`_releaseUnusedCompilationData` in webpack/lib/Compiler.js), though its cache has all of it.
 */
export function keepBase(compilation: Compilation): () => RenderedBase {
  const results = compilation.codeGenerationResults?.map;
  const kept = new Map(results);
  return () => {
    for (const [module, result] of kept) results?.set(module, result);
    try {
      return renderBase(compilation);
    } finally {
      results?.clear();
    }
  };
}

/** Does what webpack does for an update, with all modules (webpack/lib/hmr/HotModuleReplacementPlugin.js). */
function renderChunk(compilation: Compilation, chunk: Chunk): [string, Buffer] | [] {
  const { chunkGraph } = compilation;
  const whole = new compilation.compiler.webpack.HotUpdateChunk();
  whole.id = chunk.id;
  whole.runtime = chunk.runtime;
  for (const group of chunk.groupsIterable) whole.addGroup(group);
  chunkGraph.attachModules(whole, chunkGraph.getChunkModules(chunk));
  chunkGraph.attachRuntimeModules(whole, [...chunkGraph.getChunkRuntimeModulesIterable(chunk)].filter(isRepeatable));
  try {
    return renderJavaScript(compilation, whole);
  } finally {
    chunkGraph.disconnectChunk(whole);
  }
}

function renderJavaScript(compilation: Compilation, chunk: Chunk): [string, Buffer] | [] {
  const { chunkGraph, codeGenerationResults, dependencyTemplates, moduleGraph, moduleTemplates } = compilation;
  if (codeGenerationResults === undefined) return [];
  const hashOfBase = `${compilation.hash ?? ''}.base`;
  const entries = compilation.getRenderManifest({
    chunk,
    hash: hashOfBase,
    fullHash: hashOfBase,
    outputOptions: compilation.outputOptions,
    runtimeTemplate: compilation.runtimeTemplate,
    chunkGraph,
    codeGenerationResults,
    dependencyTemplates,
    moduleGraph,
    moduleTemplates,
  });
  const { hotUpdateChunkFilename } = compilation.outputOptions;
  const name = compilation.getPath(hotUpdateChunkFilename, { hash: hashOfBase, chunk, contentHashType: 'javascript' });
  const entry = entries.find(
    (candidate) => !('filename' in candidate) && candidate.filenameTemplate === hotUpdateChunkFilename,
  );
  return entry === undefined ? [] : [name, entry.render().buffer()];
}

function isRepeatable(module: runtime.RuntimeModule): boolean {
  return !UNREPEATABLE.has(module.constructor.name);
}
