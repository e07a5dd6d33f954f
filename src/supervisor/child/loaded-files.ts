/** Tells which files the process has loaded besides the bundle. */

import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import type { KeeperChannel } from './keeper-channel';

/** The folder of this package. */
const PACKAGE_FOLDER: string = path.resolve(__dirname, '../../..');

const internals = Module as unknown as { _nodeModulePaths: (this: unknown, from: string) => string[] };

/** Owns what has been told already. */
export class LoadedFiles {
  readonly #channel: KeeperChannel;
  readonly #told = new Set<string>();
  readonly #folders: readonly string[];
  #isDue = false;

  /** @param script - the bundle; what lies in its folder is part of it */
  constructor(channel: KeeperChannel, script: string) {
    this.#channel = channel;
    this.#folders = [realPath(path.dirname(script)), PACKAGE_FOLDER];
  }

  /** Tells what is loaded already, and whatever is loaded later. */
  watch(): void {
    this.#tellSoon();
    onLoad(() => this.#tellSoon());
  }

  /** All at once that is loaded in one go; an immediate that keeps nothing alive would wait for the next event. */
  #tellSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.#tell());
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

/**
 * Calls back for each module that is loaded from a file: Node.js asks then where the module looks for packages, and is
 * done with that when the module runs, so no stack trace shows it (lib/internal/modules/cjs/loader.js,
 * `Module.prototype.load`).
 */
function onLoad(listener: () => void): void {
  const original = internals._nodeModulePaths;
  internals._nodeModulePaths = function (this: unknown, from: string): string[] {
    listener();
    return original.call(this, from);
  };
}

function realPath(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    return folder;
  }
}
