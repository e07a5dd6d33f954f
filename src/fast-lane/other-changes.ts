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
 * Files that have changed or are gone since the last build, as far as the watcher has collected them or webpack builds
 * them already. What is published besides them may be missing in their build, which would take it back for a while.
 */
function listCollected(compiler: Compiler): readonly string[] {
  const watcher = watcherOf(compiler);
  // Between two builds these are the files of the build before.
  const isBuilding = compiler.watching?.running === true;
  const building = isBuilding ? [...(compiler.modifiedFiles ?? []), ...(compiler.removedFiles ?? [])] : [];
  return [...(watcher?.aggregatedChanges ?? []), ...(watcher?.aggregatedRemovals ?? []), ...building];
}

/**
 * Files besides one that a build depends on, and that have changed or are gone since.
 *
 * @param known - further files that have changed
 */
export function listOthers(
  compiler: Compiler,
  { fileDependencies }: Compilation,
  file: string,
  known: readonly string[] = [],
): readonly string[] {
  return [...known, ...listCollected(compiler)].filter((name) => name !== file && fileDependencies.has(name));
}
