/** Tells which files the process has loaded besides the bundle. */

import fs from 'node:fs';
import path from 'node:path';
import { isParentMessage } from '../../../runtime/protocol/supervision';
import type { KeeperChannel } from './keeper-channel';

/** The folder of this package. */
const PACKAGE_FOLDER: string = path.resolve(__dirname, '../../..');

/** Milliseconds after the start at which an asynchronous entry has usually loaded what it needs. */
const SECOND_LOOK = 1_000;

/** Owns what has been told already. */
export class LoadedFiles {
  readonly #channel: KeeperChannel;
  readonly #told = new Set<string>();
  readonly #folders: readonly string[];
  #isDue = false;
  #listens = false;

  /** @param script - the bundle; what lies in its folder is part of it */
  constructor(channel: KeeperChannel, script: string) {
    this.#channel = channel;
    this.#folders = [realPath(path.dirname(script)), PACKAGE_FOLDER];
  }

  /** Tells once the bundle is evaluated, and again after every build: code that is reloaded may load more. */
  watch(): void {
    this.#tellSoon();
    setTimeout(() => this.#tell(), SECOND_LOOK).unref();
    process.on('newListener', (event) => {
      if (event === 'message') process.nextTick(() => this.#listen());
    });
  }

  /** A first listener makes Node.js deliver what it has held back for it, so this one is never the first. */
  #listen(): void {
    if (this.#listens || process.listenerCount('message') === 0) return;
    this.#listens = true;
    process.on('message', (message) => {
      if (isBuild(message)) this.#tellSoon();
    });
  }

  /** Other listeners of the same message come first: they are those who load. */
  #tellSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.#tell()).unref();
  }

  #tell(): void {
    this.#isDue = false;
    const files = Object.keys(require.cache).filter((file) => this.#isNews(file));
    for (const file of files) this.#told.add(file);
    if (files.length > 0) this.#channel.send({ type: 'module-hot-reload/loaded', files });
  }

  #isNews(file: string): boolean {
    return !this.#told.has(file) && !this.#folders.some((folder) => file.startsWith(folder + path.sep));
  }
}

function isBuild(message: unknown): boolean {
  return isParentMessage(message) && message.type === 'module-hot-reload/build';
}

function realPath(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    return folder;
  }
}
