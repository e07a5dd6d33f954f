/** Tells the files of the application's packages from those of the bundle. */

import path from 'node:path';

/** Leaves out what webpack has emitted: of that, the process hears in another way. */
export function withoutEmitted(files: readonly string[], outputPath: string): string[] {
  return files.filter((file) => {
    const name = path.relative(outputPath, file);
    const isInside = !name.startsWith('..') && !path.isAbsolute(name);
    return !isInside || name.split(path.sep).includes('node_modules');
  });
}
