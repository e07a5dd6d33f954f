/** Knows the hashes by which webpack decides which modules belong into an update. */

import type { Chunk, Compilation } from 'webpack';
import { isRecord } from '../../runtime/protocol/guards';
import { asModule } from './internals';
import type { FileModule } from './internals';

type Hashes = Readonly<Record<string, unknown>>;

const known = new WeakMap<Compilation, Hashes>();

/**
 * Takes hold of the hashes of a build that has just come to its end: the records of a compiler are those of its newest
 * build, and the code that the hashes are of is forgotten soon (webpack/lib/Compiler.js,
 * _releaseUnusedCompilationData).
 */
export function holdHashes(compilation: Compilation): Hashes {
  let held = known.get(compilation);
  if (held === undefined) known.set(compilation, (held = readHashes(compilation)));
  return held;
}

function readHashes({ records }: { readonly records: unknown }): Hashes {
  const hashes: unknown = isRecord(records) ? records['chunkModuleHashes'] : undefined;
  return isRecord(hashes) ? hashes : {};
}

/**
 * Lists the hashes of a module, one for each of its chunks. They are of its code: the hash of the module itself is
 * another one where nothing but its source map has changed (webpack/lib/hmr/HotModuleReplacementPlugin.js, fullHash).
 */
export function hashesOf(compilation: Compilation, module: FileModule, chunks: readonly Chunk[]): string[] {
  const hashes = holdHashes(compilation);
  const found = chunks.map(({ id }) => hashes[`${String(id)}|${asModule(module).identifier()}`]);
  return found.filter((hash) => typeof hash === 'string');
}
