/** Hears of saves where webpack's watcher does, before it has asked the file system about them. */

import path from 'node:path';
import type { Compiler } from 'webpack';
import { isRecord } from '../../runtime/protocol/guards';
import { statusOf } from '../file-status';
import { watcherOf } from '../watcher';

/** A folder as webpack's watcher sees it (watchpack/lib/DirectoryWatcher.js); not all of them have a source of events. */
interface WatchedFolder {
  readonly path: string;
  /** What is known of its files, by absolute path. */
  readonly files: ReadonlyMap<string, { readonly timestamp?: number }>;
  readonly watcher: { on(event: 'change', listener: (type: string, name: unknown) => void): unknown };
  ignored(file: string): boolean;
}

/** Listens in the folders that webpack watches. */
export class EarlyEvents {
  readonly #compiler: Compiler;
  readonly #onSave: (file: string) => void;
  readonly #followed = new WeakSet<WatchedFolder>();

  /**
   * @param onSave - told of every save of a file in these folders. The watcher reports it too, mostly half a millisecond
   * later: it waits for the status of the file in the background
   */
  constructor(compiler: Compiler, onSave: (file: string) => void) {
    this.#compiler = compiler;
    this.#onSave = onSave;
  }

  /**
   * Listens in the folders of files from now on.
   *
   * @param files - watched by webpack; where its watcher polls, nothing is heard
   * @returns in how many folders of these files something can be heard
   */
  follow(files: Iterable<string>): number {
    const watchers = watcherOf(this.#compiler)?.fileWatchers;
    if (!(watchers instanceof Map)) return 0;
    const folders = new Set<WatchedFolder>();
    for (const file of files) {
      const folder = folderOf(watchers.get(file));
      if (folder !== undefined) folders.add(folder);
    }
    for (const folder of folders) if (!this.#followed.has(folder)) this.#listen(folder);
    return folders.size;
  }

  #listen(folder: WatchedFolder): void {
    this.#followed.add(folder);
    folder.watcher.on('change', (_, name) => {
      const file = typeof name === 'string' ? path.join(folder.path, name) : undefined;
      if (file !== undefined && willBeReported(folder, file)) this.#onSave(file);
    });
  }
}

/** A file that the watcher takes for unchanged is not built; one that is empty is about to be written. */
function willBeReported(folder: WatchedFolder, file: string): boolean {
  const known = folder.files.get(file);
  if (known === undefined || folder.ignored(file)) return false;
  const status = statusOf(file);
  return status !== undefined && status.size > 0 && status.mtime.getTime() !== known.timestamp;
}

function folderOf(fileWatcher: unknown): WatchedFolder | undefined {
  const inner: unknown = isRecord(fileWatcher) ? fileWatcher['watcher'] : undefined;
  const folder: unknown = isRecord(inner) ? inner['directoryWatcher'] : undefined;
  return isWatchedFolder(folder) ? folder : undefined;
}

function isWatchedFolder(candidate: unknown): candidate is WatchedFolder {
  if (!isRecord(candidate) || !isRecord(candidate['watcher'])) return false;
  const { path: folder, files, ignored, watcher } = candidate;
  const isKnown = typeof folder === 'string' && files instanceof Map && typeof ignored === 'function';
  return isKnown && typeof watcher['on'] === 'function';
}
