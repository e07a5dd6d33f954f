/** Asks webpack's watcher which files have changed together. */

import type { Compilation, Compiler } from 'webpack';

/** The part of a watcher that is used (watchpack/lib/watchpack.js). */
interface Watcher {
  readonly aggregatedChanges?: ReadonlySet<string>;
  readonly aggregatedRemovals?: ReadonlySet<string>;
}

/**
 * Names files of a build that have changed since, other than the one that is known: those that the watcher collects,
 * and those that webpack already builds.
 */
export function listOtherChanges(compiler: Compiler, compilation: Compilation, file: string): string[] {
  const watcher = watcherOf(compiler);
  const names = [
    ...(watcher?.aggregatedChanges ?? []),
    ...(watcher?.aggregatedRemovals ?? []),
    // Between two builds these are the files of the build before.
    ...(compiler.watching?.running === true
      ? [...(compiler.modifiedFiles ?? []), ...(compiler.removedFiles ?? [])]
      : []),
  ];
  return names.filter((name) => name !== file && compilation.fileDependencies.has(name));
}

function watcherOf({ watchFileSystem }: Compiler): Watcher | undefined {
  const watcher: unknown = watchFileSystem === null ? undefined : Reflect.get(watchFileSystem, 'watcher');
  return typeof watcher === 'object' && watcher !== null ? watcher : undefined;
}
