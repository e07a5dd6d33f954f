/** Keeps builds from taking a file for unchanged that webpack's watcher has not looked at yet. */

import type { Compiler } from 'webpack';
import { PLUGIN_NAME } from './plugin-name';
import { watcherOf } from './watcher';

/**
 * Lets builds read anew what the input file system remembers, where the watcher does not know the times of all its files.
 *
 * The watcher looks at a folder when a file of it is watched for the first time, in the background. A build that begins
 * before that has ended has no times of these files from it, and asks the input file system, which remembers those of the
 * build before (webpack/lib/FileSystemInfo.js): a file that was saved in between is taken for unchanged. The next watcher
 * does not report it either, because it was saved before that build began. The save would be lost, up to the next one of
 * the same file.
 */
export function forgetUnscanned(compiler: Compiler): void {
  compiler.hooks.watchRun.tap(PLUGIN_NAME, () => {
    if (hasUnscanned(compiler)) compiler.inputFileSystem?.purge?.();
  });
}

/** Whether a file is watched whose time the build does not know; that of a file that is missing is known as `null`. */
function hasUnscanned(compiler: Compiler): boolean {
  const { fileTimestamps } = compiler;
  if (fileTimestamps === undefined) return false;
  try {
    const watched = [...(watcherOf(compiler)?.fileWatchers?.keys() ?? [])];
    return watched.some((file) => !fileTimestamps.has(file));
  } catch {
    // A watcher of another kind: only speed is lost.
    return true;
  }
}
