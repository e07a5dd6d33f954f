/** Names the files that a build was made for. */

import path from 'node:path';
import type { Compiler } from 'webpack';
import { statusOf } from '../file-status';
import { toPosix } from '../module-resources';

/** Names them as the names of modules do: relative to the context of the compiler. */
export function listSavedFiles({ context, modifiedFiles, removedFiles }: Compiler): readonly string[] {
  const files = [...(modifiedFiles ?? []), ...(removedFiles ?? [])].filter((file) => !isFolder(file));
  return files.map((file) => toPosix(path.relative(context, file))).sort();
}

/** webpack also names the folders in which files have come or gone. */
function isFolder(file: string): boolean {
  return statusOf(file)?.isDirectory() === true;
}
