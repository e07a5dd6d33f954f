/** Remembers what was found out about the modules of finished builds, as long as there are such builds. */

import type { Compilation } from 'webpack';
import type { FileModule } from './internals';

/** Knows one thing about each module; nobody has to find it out a second time when a file is saved. */
export class BuildMemory<T> {
  readonly #known = new WeakMap<Compilation, WeakMap<FileModule, T>>();

  /**
   * Tells what is known about a module.
   *
   * @param find - finds it out, where it is not known yet; `undefined` is not remembered
   */
  recall(compilation: Compilation, module: FileModule, find: () => T | undefined): T | undefined {
    const modules = this.#known.get(compilation) ?? new WeakMap<FileModule, T>();
    this.#known.set(compilation, modules);
    const found = modules.get(module) ?? find();
    if (found !== undefined) modules.set(module, found);
    return found;
  }
}
