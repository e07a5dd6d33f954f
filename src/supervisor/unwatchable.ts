/** Finds what `run.watch` names and what cannot be watched: a name is that of one file. */

import path from 'node:path';
import { statusOf } from '../file-status';

/** What patterns are made of; a file may have such a name all the same. */
const PATTERN = /[*?[\]{}]/;

/**
 * Says it in one sentence for each name.
 *
 * @param names - as they were given
 * @param cwd - the folder that they are relative to
 */
export function describeUnwatchable(names: readonly string[], cwd: string): readonly string[] {
  return names.flatMap((name) => {
    const kind = kindOf(name, path.resolve(cwd, name));
    return kind === undefined ? [] : [`${name} in run.watch is a ${kind}, and is not watched: name its files`];
  });
}

function kindOf(name: string, file: string): 'folder' | 'pattern' | undefined {
  const status = statusOf(file);
  if (status === undefined) return PATTERN.test(name) ? 'pattern' : undefined;
  return status.isDirectory() ? 'folder' : undefined;
}
