/** Recognises modules that evaluate asynchronously (webpack/lib/runtime/AsyncModuleRuntimeModule.js). */

import { isThenable, type ModuleFactory } from './host';

const EXPORTS_SYMBOL = 'webpack exports';

/**
 * Gives the namespace behind the promise that an asynchronous module exports.
 *
 * @returns the namespace, or `undefined` for a synchronous module, whatever it exports
 */
export function asyncNamespace(exports: unknown): object | undefined {
  if (!isThenable(exports)) return undefined;
  const key = Object.getOwnPropertySymbols(exports).find((symbol) => symbol.description === EXPORTS_SYMBOL);
  return key === undefined ? undefined : (Reflect.get(exports, key) as object);
}

/** What importers of a module see: its exports, or the namespace of an asynchronous module. */
export function visibleExports(exports: unknown): unknown {
  return asyncNamespace(exports) ?? exports;
}

/** Whether compiled code makes an asynchronous module. */
export function isAsyncCode(factory: ModuleFactory | undefined): boolean {
  return String(factory).includes('__webpack_require__.a(');
}
