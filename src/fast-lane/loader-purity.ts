/** Decides what may be done with modules of certain loaders. */

import type { LoaderItem } from './internals';

/** Why a module has to be left to the full build because of a loader. */
export type LoaderProblem = 'loader-checks-types';

/**
 * Looks for a loader that keeps a program of all files: ts-loader, unless it only transpiles. What other loaders do
 * shows when they have run: they say what else they have read, and whether that can be cached.
 *
 * @param loaders - of one module
 * @param hasTypeChecker - whether the compiler has a plugin that checks types, so that ts-loader does not by default
 */
export function findImpureLoader(loaders: readonly LoaderItem[], hasTypeChecker: boolean): LoaderProblem | undefined {
  const checks = loaders.some(({ loader, options }) => isTsLoader(loader) && !transpilesOnly(options, hasTypeChecker));
  return checks ? 'loader-checks-types' : undefined;
}

/** Loaders that name files which their output follows from: configuration, which is watched as well. */
export function mayReadConfiguration(loaders: readonly LoaderItem[]): boolean {
  return loaders.every(({ loader }) => /[\\/](?:babel|swc|esbuild|ts)-loader[\\/]/.test(loader));
}

/** Whether all loaders come from packages. One that is part of the project may print, or count how often it runs. */
export function areInstalled(loaders: readonly LoaderItem[]): boolean {
  return loaders.every(({ loader }) => /[\\/]node_modules[\\/]/.test(loader));
}

function isTsLoader(loader: string): boolean {
  return /[\\/]ts-loader[\\/]/.test(loader);
}

/** As ts-loader decides it (makeLoaderOptions in ts-loader/dist/index.js); options in a query are not looked into. */
function transpilesOnly(options: unknown, hasTypeChecker: boolean): boolean {
  if (typeof options !== 'object' || options === null) return options ? false : hasTypeChecker;
  const { transpileOnly, happyPackMode } = options as Record<string, unknown>;
  return happyPackMode === true || (transpileOnly ?? hasTypeChecker) === true;
}
