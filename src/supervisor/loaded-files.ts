/** Reads what a process tells of the files that it has loaded from outside of the bundle. */

import path from 'node:path';
import { isRecord, isString } from '../../runtime/protocol/guards';

/** What the preload script of the process sends. */
export interface LoadedMessage {
  readonly type: 'module-hot-reload/loaded';
  /** Absolute paths: the keys of `require.cache`. */
  readonly files: readonly string[];
}

/** Reads what came over the channel; an application may send messages of its own. */
export function isLoadedMessage(message: unknown): message is LoadedMessage {
  if (!isRecord(message) || message['type'] !== 'module-hot-reload/loaded') return false;
  const files = message['files'];
  return Array.isArray(files) && files.every(isString);
}

/** Leaves out what webpack has emitted: of that, the process hears in another way. */
export function withoutEmitted(files: readonly string[], outputPath: string): string[] {
  return files.filter((file) => {
    const name = path.relative(outputPath, file);
    const isInside = !name.startsWith('..') && !path.isAbsolute(name);
    return !isInside || name.split(path.sep).includes('node_modules');
  });
}
