/** Decides which file of a build is started. */

import path from 'node:path';
import type { Compilation } from 'webpack';
import { HotReloadError } from '../errors';

/** An entry of a build with the file it is started by. */
export interface RunTarget {
  readonly entry: string;
  /** Absolute path; `undefined` where the entry has no script. */
  readonly file: string | undefined;
}

/** Lists the entries of a build. */
export function listRunTargets(compilation: Compilation): RunTarget[] {
  const folder = compilation.getPath(compilation.compiler.outputPath, {});
  return [...compilation.entrypoints].map(([entry, entrypoint]) => {
    const names = [...entrypoint.getEntrypointChunk().files];
    const name = names.find((file) => isScript(file) && !compilation.getAsset(file)?.info.hotModuleReplacement);
    return { entry, file: name === undefined ? undefined : path.join(folder, name) };
  });
}

/**
 * Chooses the file to start.
 *
 * @param targets - the entries of the build
 * @param wanted - name of the entry that the user asked for, if any
 * @throws HotReloadError `RUN_ENTRY_AMBIGUOUS`, `RUN_ENTRY_NOT_FOUND`
 */
export function chooseRunFile(targets: readonly RunTarget[], wanted: string | undefined): string {
  const names = targets.map(({ entry }) => entry).join(', ');
  if (wanted === undefined && targets.length > 1) {
    const message = `There are several entries (${names}): name the one to start in the option run.entry of HotReloadPlugin.`;
    throw new HotReloadError('RUN_ENTRY_AMBIGUOUS', message);
  }
  const file = targets.find(({ entry }) => wanted === undefined || entry === wanted)?.file;
  if (file === undefined) {
    const what = wanted === undefined ? 'There is no entry with a script' : `There is no entry ${wanted} with a script`;
    const message = `${what} to start: set the option run.entry of HotReloadPlugin to one of these: ${names || 'none'}.`;
    throw new HotReloadError('RUN_ENTRY_NOT_FOUND', message);
  }
  return file;
}

function isScript(name: string): boolean {
  return /\.[cm]?js$/.test(name);
}
