/** Starts webpack again when its configuration has changed. */

import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Compiler } from 'webpack';
import { report } from '../../reporter';
import { nameFiles } from '../file-names';
import { FileWatch } from '../file-watch';
import { wordChange } from '../wording';
import { listConfigFiles } from './config-files';
import { Keeper } from './keeper';
import { findKeeper } from './kept-compiler';
import { findStartCommand, type Command } from './start-command';

/** What is emitted of this package, which is never part of a configuration. */
const OWN = path.resolve(__dirname, '../../..');

/** Owns the watch on the configuration of one compiler. */
export class CompilerRestart {
  readonly #compiler: Compiler;
  readonly #stop: () => Promise<void>;
  readonly #watch: FileWatch;
  readonly #files: readonly string[];
  #isOpen = false;

  /** @param stop - stops the application, for good */
  constructor(compiler: Compiler, stop: () => Promise<void>) {
    this.#compiler = compiler;
    this.#stop = stop;
    this.#watch = new FileWatch(compiler.options.watchOptions.poll, (files) => void this.#onChange(files));
    const args = process.argv.slice(2);
    this.#files = listConfigFiles({ args, cwd: process.cwd(), loaded: Object.keys(require.cache), own: OWN });
  }

  /** Watches, unless it does so already. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#watch.watch(this.#files.map((file) => ({ file, isOptional: false })));
    void findKeeper()?.send({ type: 'module-hot-reload/ready', files: this.#files });
  }

  close(): void {
    this.#isOpen = false;
    this.#watch.close();
  }

  async #onChange(files: readonly string[]): Promise<void> {
    const change = wordChange(nameFiles(files));
    const command = findCommand(this.#compiler);
    if (!command) {
      report(`${change}: restart webpack to see that`);
      return;
    }
    report(`${change}: starting webpack again`);
    this.close();
    await this.#stop();
    await closeCompiler(this.#compiler);
    await this.#startAgain(command);
  }

  async #startAgain(command: Command): Promise<void> {
    const keeper = findKeeper();
    if (!keeper) {
      new Keeper(command, this.#files, this.#compiler.options.watchOptions.poll).start();
      return;
    }
    await keeper.send({ type: 'module-hot-reload/again' });
    process.exit(0);
  }
}

function findCommand(compiler: Compiler): Command | undefined {
  const { execPath, execArgv, argv } = process;
  const [node = '', script = '', ...args] = argv;
  // The children of a MultiCompiler do not know it, but it listens to them (webpack/lib/MultiCompiler.js).
  const isOneOfSeveral = compiler.hooks.done.taps.some(({ name }) => name === 'MultiCompiler');
  return findStartCommand({ execPath, execArgv, argv: [node, withoutLinks(script), ...args], isOneOfSeveral });
}

function withoutLinks(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Closes a compiler; what goes wrong then does not matter to the next one. */
async function closeCompiler(compiler: Compiler): Promise<void> {
  return new Promise((resolve) => compiler.close(() => resolve()));
}
