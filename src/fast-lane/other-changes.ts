/** Asks webpack's watcher which files have changed together. */

import type { Compilation, Compiler } from 'webpack';
import type { Watcher } from '../watcher';
import { isBuilding, listChanged, watcherOf } from '../watcher';

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

/** What is known of files that have changed. */
export interface KnownFiles {
  /** Whether this is about the file itself. */
  readonly isMeant: (file: string) => boolean;
  /** Whether what was saved of a file is in force already. */
  readonly isLive: (file: string) => boolean;
}

/**
 * Finds another file that a build depends on, and that has changed or is gone since, as far as the watcher has collected it
 * or webpack builds it already. What is published besides it may be missing in its build, which would take it back for a
 * while.
 */
export function findOther(
  compiler: Compiler,
  { fileDependencies }: Compilation,
  { isLive, isMeant }: KnownFiles,
): string | undefined {
  const watcher = watcherOf(compiler);
  // Between two builds the files of the compiler are those of the build before.
  const building = isBuilding(compiler) ? listChanged(compiler) : [];
  const changed = [...(watcher?.aggregatedChanges ?? []), ...building].filter((file) => !isLive(file));
  const others = [...changed, ...(watcher?.aggregatedRemovals ?? [])];
  return others.find((file) => !isMeant(file) && fileDependencies.has(file));
}
