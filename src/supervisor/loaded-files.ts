/** Tells the files of the application's packages from those of the bundle. */

import path from 'node:path';

/** The innermost package of a path: its folder below `node_modules`, with the scope if it has one. */
const PACKAGE_FOLDER = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/@][^\\/]*(?=[\\/])/;

/** Leaves out what webpack has emitted: of that, the process hears in another way. */
export function withoutEmitted(files: readonly string[], outputPath: string): string[] {
  return files.filter((file) => {
    const name = path.relative(outputPath, file);
    const isInside = !name.startsWith('..') && !path.isAbsolute(name);
    return !isInside || name.split(path.sep).includes('node_modules');
  });
}

/**
 * Adds the `package.json` of every installed package that files belong to: it says which of them are loaded, and is
 * written whenever another version is installed, which may have other files.
 */
export function withManifests(files: readonly string[]): string[] {
  const folders = files.flatMap((file) => findPackageFolder(file) ?? []);
  return [...new Set([...files, ...folders.map((folder) => path.join(folder, 'package.json'))])];
}

/** The folder of the installed package that a file belongs to, if it belongs to one. */
export function findPackageFolder(file: string): string | undefined {
  return PACKAGE_FOLDER.exec(file)?.[0];
}
