/** Names the runtimes of a build as processes know them. */

import type { Chunk, Compilation } from 'webpack';
import type { ChunkId } from '../runtime/protocol/identifiers';

/** Lists the runtimes that a chunk belongs to. */
export function listRuntimes(runtime: Chunk['runtime']): readonly string[] {
  if (runtime === undefined) return [];
  return typeof runtime === 'string' ? [runtime] : [...runtime];
}

/** What a process reads as `__webpack_runtime_id__`; a runtime that is gone had its name for it in development. */
export function runtimeIdOf(compilation: Compilation, runtime: string): string {
  const known = compilation.chunkGraph.getRuntimeId(runtime) as ChunkId | undefined;
  return String(known ?? runtime);
}
