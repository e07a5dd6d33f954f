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

/**
 * Files that have changed or are gone since the last build, as far as the watcher has collected them or webpack builds
 * them already. What is published besides them may be missing in their build, which would take it back for a while.
 */
function listCollected(compiler: Compiler, isLive: (file: string) => boolean): readonly string[] {
  const watcher = watcherOf(compiler);
  const collected = [...(watcher?.aggregatedChanges ?? []), ...(watcher?.aggregatedRemovals ?? [])];
  // Between two builds the files of the compiler are those of the build before.
  if (!isBuilding(compiler)) return collected;
  return [...collected, ...listChanged(compiler)].filter((file) => !isLive(file));
}

/** What is known of changes besides the watcher. */
export interface KnownChanges {
  /** Files that have changed. */
  readonly unpublished: readonly string[];
  /** Whether what was saved of a file is in force already. */
  readonly isLive: (file: string) => boolean;
}

const NOTHING_KNOWN: KnownChanges = { unpublished: [], isLive: () => false };

/** Files besides one that a build depends on, and that have changed or are gone since. */
export function listOthers(
  compiler: Compiler,
  { fileDependencies }: Compilation,
  file: string,
  { isLive, unpublished }: KnownChanges = NOTHING_KNOWN,
): readonly string[] {
  const changed = [...unpublished, ...listCollected(compiler, isLive)];
  return changed.filter((name) => name !== file && fileDependencies.has(name));
}
