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

/**
 * Runs an update file.
 *
 * CommonJS is compiled from the text that was verified, by Node's own loader so that stack traces are source-mapped
 * under `--enable-source-maps`, and outside of `require.cache`, which would keep every update for ever.
 *
 * @param path - absolute path of the file; debuggers know it by its ending
 * @param text - its content
 */
export async function loadUpdateScript(path: string, text: string): Promise<UpdateScript> {
  if (path.endsWith('.mjs')) {
    const namespace = (await import(/* webpackIgnore: true */ pathToFileURL(path).href)) as UpdateNamespace;
    return { modules: namespace.__webpack_esm_modules__ ?? {}, runtime: namespace.__webpack_esm_runtime__ };
  }
  const module = new Module(path) as CompilingModule;
  module.filename = path;
  module._compile(text, path);
  return module.exports as UpdateScript;
}
