/** Names files as people do. */

import path from 'node:path';
import { toPosix } from '../module-resources';

/** Names files from the working directory on. */
export function nameFiles(files: readonly string[]): string[] {
  return files.map((file) => toPosix(path.relative(process.cwd(), file)));
}
