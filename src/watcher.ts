/** Finds what webpack watches files with. */

import type { Compiler } from 'webpack';

/** The part of a watcher that is used (watchpack/lib/watchpack.js). */
export interface Watcher {
  /** What is watched, by absolute path; without what `watchOptions.ignored` names. */
  readonly fileWatchers?: ReadonlyMap<string, unknown>;
  readonly aggregatedChanges?: ReadonlySet<string>;
  readonly aggregatedRemovals?: ReadonlySet<string>;
  on?(event: 'change', listener: (file: string) => void): unknown;
}

/** Whether a compiler that watches is at work on a build. */
export function isBuilding({ watching }: Compiler): boolean {
  return watching?.running === true;
}

/** What has changed since the build before: files, and folders in which files have come or gone. */
export function listChanged({ modifiedFiles, removedFiles }: Compiler): readonly string[] {
  return [...(modifiedFiles ?? []), ...(removedFiles ?? [])];
}

/** The watcher of the files of the last build; there is a new one after every build. */
export function watcherOf({ watchFileSystem }: Compiler): Watcher | undefined {
  const watcher: unknown = watchFileSystem === null ? undefined : Reflect.get(watchFileSystem, 'watcher');
  return typeof watcher === 'object' && watcher !== null ? watcher : undefined;
}
