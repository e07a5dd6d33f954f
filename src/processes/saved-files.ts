/** Names the files that a build was made for. */

import path from 'node:path';
import type { Compiler } from 'webpack';
import { statusOf } from '../file-status';
import { toPosix } from '../module-resources';
import { listChanged } from '../watcher';

/**
 * Names them as the names of modules do: relative to the context of the compiler. webpack names a new file by nothing but
 * the folder that it has come to, and so it is here.
 */
export function listSavedFiles(compiler: Compiler): readonly string[] {
  const all = listChanged(compiler);
  const files = all.filter((file) => !isFolder(file));
  const nameOf = (file: string): string => toPosix(path.relative(compiler.context, file));
  return files.length > 0 ? files.map(nameOf).sort() : all.map((folder) => `${nameOf(folder)}/`).sort();
}

/** webpack also names the folders in which files have come or gone. */
function isFolder(file: string): boolean {
  return statusOf(file)?.isDirectory() === true;
}
