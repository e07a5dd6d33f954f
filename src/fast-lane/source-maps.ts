/** Gives an update file its source map, as the plugins of the compiler do for the files of a build. */

import type { Compilation, Compiler } from 'webpack';
import type { Source } from './factory-rendering';

const PLUGIN = 'SourceMapDevToolPlugin';

type Callback = (error?: Error | null, value?: unknown) => void;
type ProcessAssets = (assets: object, done: Callback) => void;

/**
 * Adds source maps to a file.
 *
 * @param name - of the file
 * @returns the file, and the files that have come into being, by name
 */
export function addSourceMaps(compilation: Compilation, name: string, source: Source): ReadonlyMap<string, Source> {
  const files = new Map<string, Source>([[name, source]]);
  for (const process of collectProcessors(compilation, files)) {
    const calls: unknown[] = [];
    process(Object.fromEntries(files), (error) => calls.push(error));
    if (calls.length === 0) throw new Error(`${PLUGIN} has not called back at once`);
    if (calls[0]) throw calls[0] as Error;
  }
  return files;
}

/**
 * The plugin works on the assets of a compilation, and looks a few things up there: it gets a compilation that has
 * nothing but one file, and is otherwise the one that it knows (webpack/lib/devtool/SourceMapDevToolPlugin.js).
 */
function collectProcessors(compilation: Compilation, files: Map<string, Source>): readonly ProcessAssets[] {
  const processors: ProcessAssets[] = [];
  const processAssets = { tapAsync: (_options: unknown, process: ProcessAssets) => processors.push(process) };
  const ofFile = compilation.compiler.hooks.compilation.taps.filter((tap) => tap.name === PLUGIN);
  if (ofFile.length === 0) return processors;
  // Not a copy: to read some of the hooks is deprecated.
  const hooks: unknown = Object.create(compilation.hooks, {
    processAssets: { value: processAssets },
    buildModule: { value: NO_HOOK },
    runtimeModule: { value: NO_HOOK },
  });
  const compiler = Object.create(compilation.compiler) as Compiler;
  const single = Object.create(compilation, {
    compiler: { value: compiler },
    hooks: { value: hooks },
    chunks: { value: [] },
    getCache: { value: () => NO_CACHE },
    getAsset: { value: (asset: string) => ({ name: asset, source: files.get(asset), info: {} }) },
    updateAsset: { value: (asset: string, source: Source) => void files.set(asset, source) },
    emitAsset: { value: (asset: string, source: Source) => void files.set(asset, source) },
  }) as Compilation;
  for (const tap of ofFile) (tap.fn as (of: Compilation) => void)(single);
  return processors;
}

const NO_HOOK = { tap: (): void => undefined };

const NO_CACHE = {
  getItemCache: () => ({
    get: (done: Callback) => done(null),
    store: (_value: unknown, done: Callback) => done(null),
  }),
  getLazyHashedEtag: () => null,
  mergeEtags: () => null,
};
