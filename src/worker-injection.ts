/** Puts the runtime into the bundles of workers, which webpack gives no global entries. */

import type { Chunk, Compilation, Compiler, Module } from 'webpack';
import { PLUGIN_NAME } from './plugin-name';

/**
 * Makes the bootstrap the first entry module of every asynchronous entrypoint (`new Worker(…)`).
 *
 * @param compiler - the compiler to extend
 * @param request - the request under which the bootstrap is a global entry
 */
export function addToWorkers(compiler: Compiler, request: string): void {
  compiler.hooks.thisCompilation.tap(PLUGIN_NAME, (compilation) => {
    // Usage is traced from the named entries only, so a worker would get modules without their exports.
    compilation.hooks.afterOptimizeDependencies.tap(PLUGIN_NAME, () => {
      for (const module of findBootstrapModules(compilation, request)) {
        compilation.moduleGraph.getExportsInfo(module).setUsedInUnknownWay(undefined);
      }
    });
    // Chunks are named by then, and by what the user put into them; hashes and code are still to come.
    compilation.hooks.afterOptimizeChunkIds.tap(PLUGIN_NAME, () => {
      const [bootstrap, ...others] = findBootstrapModules(compilation, request);
      if (bootstrap) for (const worker of compilation.asyncEntrypoints) connect(compilation, worker, bootstrap, others);
    });
  });
}

type Entrypoint = Compilation['asyncEntrypoints'][number];

/** The bootstrap, followed by all that it needs. */
function findBootstrapModules(compilation: Compilation, request: string): Module[] {
  const entry = compilation.globalEntry.dependencies.find((item) => 'request' in item && item.request === request);
  const bootstrap = entry && compilation.moduleGraph.getModule(entry);
  if (!bootstrap) return [];
  const found = new Set([bootstrap]);
  for (const module of found) {
    for (const connection of compilation.moduleGraph.getOutgoingConnections(module)) {
      if (!connection.weak && connection.isActive(undefined)) found.add(connection.module);
    }
  }
  return [...found];
}

function connect(compilation: Compilation, worker: Entrypoint, bootstrap: Module, others: readonly Module[]): void {
  const { chunkGraph } = compilation;
  const chunk = worker.getEntrypointChunk();
  for (const module of [bootstrap, ...others]) chunkGraph.connectChunkAndModule(chunk, module);
  connectFirst(compilation, chunk, worker, bootstrap);
}

/** Entry modules run in the order in which they were connected. */
function connectFirst(compilation: Compilation, chunk: Chunk, worker: Entrypoint, first: Module): void {
  const { chunkGraph } = compilation;
  const connected = [...chunkGraph.getChunkEntryModulesWithChunkGroupIterable(chunk)];
  for (const [module] of connected) chunkGraph.disconnectChunkAndEntryModule(chunk, module);
  chunkGraph.connectChunkAndEntryModule(chunk, first, worker);
  for (const [module, group] of connected) {
    if (module !== first) chunkGraph.connectChunkAndEntryModule(chunk, module, group ?? worker);
  }
}
