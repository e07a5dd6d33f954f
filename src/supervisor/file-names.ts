/** Names files as people do. */

import path from 'node:path';

/** Names files from the working directory on. */
export function nameFiles(files: readonly string[]): string[] {
  return files.map((file) => path.relative(process.cwd(), file).replaceAll('\\', '/'));
}
