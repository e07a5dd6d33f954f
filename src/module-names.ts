/** Knows what the modules of a build are whose identifier is but a number. */

import type { Compilation, Module } from 'webpack';
import type { Journal } from '../runtime/protocol/journal';

/** Lists modules as webpack names them in development; remembers the name of each. */
export class ModuleNames {
  readonly #context: string;
  readonly #known = new WeakMap<Module, string>();

  /** @param context - the folder that names are relative to */
  constructor(context: string) {
    this.#context = context;
  }

  /** Lists the names by module identifier. */
  list(compilation: Compilation): NonNullable<Journal['names']> {
    const names: Record<string, string> = {};
    for (const module of compilation.modules) {
      const id = compilation.chunkGraph.getModuleId(module);
      if (typeof id === 'number') names[id] = this.#look(module);
    }
    return names;
  }

  #look(module: Module): string {
    const name = this.#known.get(module) ?? module.libIdent({ context: this.#context }) ?? module.identifier();
    this.#known.set(module, name);
    return name;
  }
}
