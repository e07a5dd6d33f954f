/** Runs update files and hands over the factories they define. */

import { Module } from 'node:module';
import { pathToFileURL } from 'node:url';

import type { ModuleFactory, RuntimeInstaller } from '../host';

/** What an update file defines. */
export interface UpdateScript {
  readonly modules: Readonly<Record<string, ModuleFactory>>;
  readonly runtime?: RuntimeInstaller | undefined;
}

/** The names in an update file of ESM output (`esmModules` and `esmRuntime` in webpack/lib/runtime/RuntimeGlobals.js). */
interface UpdateNamespace {
  readonly __webpack_esm_modules__?: UpdateScript['modules'];
  readonly __webpack_esm_runtime__?: RuntimeInstaller;
}

/** The part of Node's module loader that compiles a text under a file name. */
interface CompilingModule extends Module {
  _compile(content: string, filename: string): unknown;
}

/** The `require` that a bundle is given by whatever runs it. */
export interface BundleRequire {
  (path: string): unknown;
  readonly cache?: object;
  readonly resolve?: Pick<NodeJS.RequireResolve, 'paths'>;
}

/** Runs update files: takes their absolute path, by whose ending debuggers know them, and their content. */
export interface ScriptLoader {
  load(path: string, text: string): Promise<UpdateScript>;
  /** Does it without waiting; `undefined` where that is not possible. */
  loadNow(path: string, text: string): UpdateScript | undefined;
}

/**
 * Makes what runs update files.
 *
 * CommonJS is compiled from the text that was verified, by Node's own loader so that stack traces are source-mapped
 * under `--enable-source-maps`, and outside of `require.cache`, which would keep every update for ever. A bundle that
 * something else runs, such as a test runner, may have other globals than Node's loader gives: there the updates come
 * the same way as the bundle.
 *
 * @param isModule - whether update files are ECMAScript modules
 */
export function createScriptLoader(bundleRequire: BundleRequire, isModule: boolean): ScriptLoader {
  // What the bundle has loaded before is found without them (relativeResolveCache in lib/internal/modules/cjs/loader.js).
  const folders = bundleRequire.resolve?.paths('') ?? [];
  const isNodes = bundleRequire.cache === (Module as typeof Module & { readonly _cache: object })._cache;
  const loadRequired = (path: string, text: string): UpdateScript =>
    isNodes ? compileScript(path, text, folders) : (bundleRequire(path) as UpdateScript);
  return {
    load: async (path, text) => (isModule ? importScript(path) : loadRequired(path, text)),
    loadNow: (path, text) => (isModule ? undefined : loadRequired(path, text)),
  };
}

async function importScript(path: string): Promise<UpdateScript> {
  const namespace = (await import(/* webpackIgnore: true */ pathToFileURL(path).href)) as UpdateNamespace;
  return { modules: namespace.__webpack_esm_modules__ ?? {}, runtime: namespace.__webpack_esm_runtime__ };
}

/**
 * The module that each factory was compiled in. Node's source maps live as long as that module does (SourceMapCacheMap
 * in lib/internal/source_map/source_map_cache_map.js), and that has to be as long as the code can run.
 */
const origins = new WeakMap<ModuleFactory, Module>();

/** @param folders - where packages are looked for, as the bundle does */
function compileScript(path: string, text: string, folders: string[]): UpdateScript {
  const module = new Module(path) as CompilingModule;
  module.filename = path;
  module.paths = folders;
  module._compile(text, path);
  const script = module.exports as UpdateScript;
  // A factory that is still in use must not keep those that came with it.
  module.exports = {};
  for (const factory of Object.values(script.modules)) origins.set(factory, module);
  return script;
}
