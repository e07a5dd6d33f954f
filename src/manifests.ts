/** Keeps what webpack says in the manifests of an update, before anything makes the files smaller. */

import type { Compilation } from 'webpack';
import type { ChunkId, ModuleId } from '../runtime/protocol/identifiers';
import { PLUGIN_NAME } from './plugin-name';

/** What HotModuleReplacementPlugin writes into a manifest (webpack/lib/hmr/HotModuleReplacementPlugin.js). */
export interface Manifest {
  readonly c: readonly ChunkId[];
  readonly r: readonly ChunkId[];
  readonly m: readonly ModuleId[];
}

/** Gives a manifest by the name of its file. */
export type ReadManifest = (name: string) => Manifest | undefined;

/**
 * Remembers the manifests of a compilation. For an ECMAScript module they are JavaScript, which a minimizer turns into
 * something that is JSON no longer, so they are read right after they have come into being.
 */
export function keepManifests(compilation: Compilation): ReadManifest {
  const texts = new Map<string, string>();
  const { PROCESS_ASSETS_STAGE_ADDITIONAL } = compilation.compiler.webpack.Compilation;
  compilation.hooks.processAssets.tap({ name: PLUGIN_NAME, stage: PROCESS_ASSETS_STAGE_ADDITIONAL + 1 }, () => {
    for (const { name, source, info } of compilation.getAssets()) {
      if (info.hotModuleReplacement) texts.set(name, source.source().toString());
    }
  });
  return (name) => {
    const text = texts.get(name);
    return text === undefined ? undefined : parseManifest(text);
  };
}

/** It is JSON, or a module that exports JSON where the bundle is an ECMAScript module. */
function parseManifest(text: string): Manifest {
  return JSON.parse(text.replace(/^export default /, '')) as Manifest;
}
