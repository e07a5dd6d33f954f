/** Asks webpack's watcher which files have changed together. */

import type { Compilation, Compiler } from 'webpack';
import type { Watcher } from '../watcher';
import { watcherOf } from '../watcher';

const followed = new WeakSet<Watcher>();

/**
 * Reports the files that change while webpack waits for further changes: it tells of the first one only.
 */
export function followChanges(compiler: Compiler, onChange: (file: string) => void): void {
  const watcher = watcherOf(compiler);
  if (watcher === undefined || followed.has(watcher)) return;
  followed.add(watcher);
  watcher.on?.('change', onChange);
}

/**
 * Names files of a build that have changed since, other than the one that is known: those that the watcher collects,
 * and those that webpack already builds.
 *
 * @param heard - files whose saves were heard of before the watcher collects them
 */
export function listOtherChanges(
  compiler: Compiler,
  compilation: Compilation,
  file: string,
  heard: Iterable<string>,
): string[] {
  const watcher = watcherOf(compiler);
  const names = [
    ...heard,
    ...(watcher?.aggregatedChanges ?? []),
    ...(watcher?.aggregatedRemovals ?? []),
    // Between two builds these are the files of the build before.
    ...(compiler.watching?.running === true
      ? [...(compiler.modifiedFiles ?? []), ...(compiler.removedFiles ?? [])]
      : []),
  ];
  return names.filter((name) => name !== file && compilation.fileDependencies.has(name));
}
