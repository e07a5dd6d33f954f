/** Recognises modules that evaluate asynchronously (webpack/lib/runtime/AsyncModuleRuntimeModule.js). */

import { toText } from './errors';
import { type HotModule, isThenable, type ModuleFactory } from './host';

const EXPORTS_SYMBOL = 'webpack exports';
const ERROR_SYMBOL = 'webpack error';

/**
 * Gives the namespace behind the promise that an asynchronous module exports.
 *
 * @returns the namespace, or `undefined` for a synchronous module, whatever it exports
 */
export function asyncNamespace(exports: unknown): object | undefined {
  return isThenable(exports) ? (readMark(exports, EXPORTS_SYMBOL) as object | undefined) : undefined;
}

/** Whether the code of an asynchronous module has thrown by now. */
export function hasRejected(exports: unknown): boolean {
  return isThenable(exports) && readMark(exports, ERROR_SYMBOL) !== undefined;
}

/** webpack marks the promise of an asynchronous module under symbols that it makes itself. */
function readMark(promise: PromiseLike<unknown>, description: string): unknown {
  const key = Object.getOwnPropertySymbols(promise).find((symbol) => symbol.description === description);
  return key === undefined ? undefined : Reflect.get(promise, key);
}

/** What importers of a module see: its exports, or the namespace of an asynchronous module. */
export function visibleExports(exports: unknown): unknown {
  return asyncNamespace(exports) ?? exports;
}

/** Makes an asynchronous module: `__webpack_require__.a`. */
export type MakeAsync = (module: HotModule, body: AsyncBody, ...rest: readonly never[]) => unknown;

/** The code of an asynchronous module; it ends by calling `settle`, with what it has thrown, if anything. */
type AsyncBody = (dependencies: unknown, settle: (...reason: readonly unknown[]) => void) => unknown;

/** Lets modules fail that reject with `undefined`, `null`, `0` or the like, which webpack takes for no reason at all. */
export function withReasons(makeAsync: MakeAsync): MakeAsync {
  return (module, body, ...rest) =>
    makeAsync(
      module,
      (dependencies, settle) => body(dependencies, (...reason) => settle(...reason.map(toReason))),
      ...rest,
    );
}

function toReason(thrown: unknown): unknown {
  return thrown ? thrown : new Error(`${toText(thrown)} was thrown`);
}

/** Searching the text of every module takes longer than evaluating a small one. */
const asyncCode = new WeakMap<ModuleFactory, boolean>();

/** Whether compiled code makes an asynchronous module. */
export function isAsyncCode(factory: ModuleFactory | undefined): boolean {
  if (factory === undefined) return false;
  const known = asyncCode.get(factory);
  if (known !== undefined) return known;
  const found = String(factory).includes('__webpack_require__.a(');
  asyncCode.set(factory, found);
  return found;
}
