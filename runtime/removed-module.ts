/** Stands in for the code of modules that a build no longer has. */

import type { ModuleFactory } from './host';
import type { ModuleId } from './protocol/identifiers';

const replacements = new WeakSet<ModuleFactory>();

/**
 * Makes what code that is disposed gets where it still requires a removed module: an empty object and a warning, in
 * webpack's words (warnUnexpectedRequire in webpack/lib/hmr/JavascriptHotModuleReplacement.runtime.js).
 *
 * @param id - the removed module
 */
export function replaceRemoved(id: ModuleId): ModuleFactory {
  const factory: ModuleFactory = () => {
    console.warn(`[HMR] unexpected require(${String(id)}) to disposed module`);
  };
  replacements.add(factory);
  return factory;
}

/** Whether a bundle has code for a module: there may be none, or only what stands in for it. */
export function isCode(factory: ModuleFactory | undefined): factory is ModuleFactory {
  return factory !== undefined && !replacements.has(factory);
}
