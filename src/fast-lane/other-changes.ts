/** Asks webpack's watcher which files have changed, and which are gone. */

import type { Compiler } from 'webpack';
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

/** Files that are gone since the last build: these are collected only, nobody is told. */
export function listRemovals(compiler: Compiler): readonly string[] {
  const building = compiler.watching?.running === true ? (compiler.removedFiles ?? []) : [];
  return [...(watcherOf(compiler)?.aggregatedRemovals ?? []), ...building];
}
