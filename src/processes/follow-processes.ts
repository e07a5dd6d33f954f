/** Ties the processes that run a bundle to the course of its builds. */

import path from 'node:path';
import type { Compiler } from 'webpack';
import { nameProcessFolder } from '../../runtime/protocol/output-names';
import { PLUGIN_NAME } from '../plugin-name';
import { type FollowOptions, ProcessFollower } from './process-follower';
import { listChanged } from '../watcher';
import { isManaged } from './managed-files';
import { listSavedFiles } from './saved-files';

/**
 * Follows the processes that run what a compiler builds, while it watches.
 *
 * @param hadRead - whether the build before the one that begins has read what a file holds, by its absolute path
 * @returns the follower; `publish` is to be called after every published build
 */
export function followProcesses(
  compiler: Compiler,
  options: Omit<FollowOptions, 'isManaged'>,
  hadRead: (file: string) => boolean,
): ProcessFollower {
  const isManagedFile = (file: string): boolean => isManaged(compiler, path.resolve(compiler.context, file));
  const follower = new ProcessFollower(compiler.outputPath, { ...options, isManaged: isManagedFile });
  const folder = nameProcessFolder(options.journal);
  const whileWatching = (work: () => void) => (): void => {
    if (compiler.watchMode) work();
  };
  compiler.hooks.invalid.tap(
    PLUGIN_NAME,
    whileWatching(() => follower.invalidate()),
  );
  compiler.hooks.compile.tap(
    PLUGIN_NAME,
    whileWatching(() => follower.begin(listSavedFiles(compiler), isRepeated(compiler, hadRead))),
  );
  compiler.hooks.thisCompilation.tap(PLUGIN_NAME, (compilation) => {
    const { keep } = compiler.webpack.CleanPlugin.getCompilationHooks(compilation);
    // Anything but true leaves the decision to the options of the user (webpack/lib/output/CleanPlugin.js).
    keep.tap(PLUGIN_NAME, (file) => file === folder || file.startsWith(`${folder}/`) || undefined);
  });
  let prepared: Promise<void> | undefined;
  compiler.hooks.emit.tap(
    PLUGIN_NAME,
    whileWatching(() => {
      prepared = follower.prepare();
    }),
  );
  // Ahead of the journal: meanwhile webpack has written its files.
  compiler.hooks.afterEmit.tapPromise({ name: PLUGIN_NAME, stage: 50 }, async () => prepared);
  compiler.hooks.done.tap(PLUGIN_NAME, (stats) => compiler.watchMode && follower.end(stats.hasErrors()));
  compiler.hooks.failed.tap(
    PLUGIN_NAME,
    whileWatching(() => follower.end(true)),
  );
  compiler.hooks.watchClose.tap(PLUGIN_NAME, () => follower.stop());
  return follower;
}

/** Whether the build before has read all that this one is made for. */
function isRepeated(compiler: Compiler, hadRead: (file: string) => boolean): boolean {
  const changed = listChanged(compiler);
  return changed.length > 0 && changed.every(hadRead);
}
