/** Knows which files webpack takes for unchanged, whatever is saved: those that a package manager looks after. */

import path from 'node:path';
import type { Compiler } from 'webpack';

/** What the options `snapshot.managedPaths` and the like have come to. */
type ManagedPaths = Pick<Compiler, 'immutablePaths' | 'managedPaths' | 'unmanagedPaths'>;

/**
 * Says it for one file (checkManaged in webpack/lib/fs/FileSystemInfo.js).
 *
 * @param file - an absolute path
 */
export function isManaged({ immutablePaths, managedPaths, unmanagedPaths }: ManagedPaths, file: string): boolean {
  const holds = (place: string | RegExp): boolean =>
    typeof place === 'string' ? file.startsWith(path.join(place, path.sep)) : place.test(file);
  return [...managedPaths, ...immutablePaths].some(holds) && ![...unmanagedPaths].some(holds);
}
