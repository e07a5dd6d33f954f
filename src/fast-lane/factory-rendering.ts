/** Renders the code of one module as an update file, with whatever plugins have to say about that. */

import type { Chunk, Compilation } from 'webpack';
import { listRuntimes } from '../runtime-names';
import type { Graphs } from './graph-views';
import { asModule } from './internals';
import type { CodeResults, FileModule } from './internals';

/** Whatever webpack is about to write. */
export type Source =
  ReturnType<Compilation['getRenderManifest']> extends readonly (infer E)[]
    ? E extends { render: () => infer S }
      ? S
      : never
    : never;

/** An update file without its name. */
export interface RenderedFactory {
  readonly source: Source;
  /** Names the file for an update of that hash. */
  readonly nameFor: (hash: string) => string;
}

/**
 * Does what webpack does for an update in which one module has changed (webpack/lib/hmr/HotModuleReplacementPlugin.js).
 *
 * @param chunk - one that the module belongs to
 */
export function renderFactory(
  compilation: Compilation,
  module: FileModule,
  chunk: Chunk,
  graphs: Graphs,
  codeGenerationResults: CodeResults,
): RenderedFactory | undefined {
  const { chunkGraph, dependencyTemplates, moduleTemplates, outputOptions, runtimeTemplate } = compilation;
  const hot = new compilation.compiler.webpack.HotUpdateChunk();
  hot.id = chunk.id;
  hot.runtime = chunk.runtime;
  for (const group of chunk.groupsIterable) hot.addGroup(group);
  chunkGraph.attachModules(hot, [asModule(module)]);
  const hash = compilation.hash ?? '';
  try {
    const manifest = compilation.getRenderManifest({
      ...graphs,
      chunk: hot,
      hash,
      fullHash: hash,
      outputOptions,
      runtimeTemplate,
      codeGenerationResults,
      dependencyTemplates,
      moduleTemplates,
    });
    const template = outputOptions.hotUpdateChunkFilename;
    const entry = manifest.find((item) => 'filenameTemplate' in item && item.filenameTemplate === template);
    if (entry === undefined || manifest.length !== 1) return undefined;
    return { source: entry.render(), nameFor: (patch) => nameFile(compilation, chunk, patch) };
  } finally {
    chunkGraph.disconnectChunk(hot);
  }
}

function nameFile(compilation: Compilation, { id, name, runtime }: Chunk, hash: string): string {
  return compilation.getPath(compilation.outputOptions.hotUpdateChunkFilename, {
    hash,
    chunk: { id: id ?? '', hash: '', ...(typeof name === 'string' && { name }) },
    runtime: listRuntimes(runtime).join(),
    contentHashType: 'javascript',
  });
}
