/** Makes up an application of modules that grows, shrinks and is edited at random, and knows what it must answer. */

import path from 'node:path';
import type { Files } from './application';
import type { Random } from './random';

/** What is done to a file: it gets a text, or is deleted. */
export interface Save {
  readonly name: string;
  readonly text: string | undefined;
}

interface TreeModule {
  readonly name: string;
  readonly imports: TreeModule[];
  version: number;
}

/** More would only take longer. */
const MOST_MODULES = 12;

/** A tree of modules, each of which exports its own text and those of its imports. */
export class RandomTree {
  readonly #random: Random;
  readonly #root: TreeModule = { name: 'root.js', imports: [], version: 0 };
  #made = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The files at the start; `root.js` exports a `text`. */
  get files(): Files {
    return { [this.#root.name]: textOf(this.#root) };
  }

  /** What `root.js` exports now. */
  get text(): string {
    return valueOf(this.#root);
  }

  /** What somebody does at once, each part of which is a save of its own. */
  next(): readonly Save[] {
    const modules = listModules(this.#root);
    const module = modules[this.#random(modules.length)] ?? this.#root;
    const kind = this.#random(10);
    if (kind < 4 && modules.length < MOST_MODULES) return this.#add(module);
    return kind < 6 && module.imports.length > 0 ? this.#drop(module) : this.#edit(module);
  }

  #edit(module: TreeModule): Save[] {
    module.version += 1;
    return [saveOf(module)];
  }

  /** A new module may be saved before or after the module that imports it, in a folder that nobody knows yet. */
  #add(parent: TreeModule): Save[] {
    this.#made += 1;
    const folders = ['', 'shared/', `folder${this.#made}/`, `folder${this.#made}/below/`];
    const name = `${folders[this.#random(folders.length)] ?? ''}module${this.#made}.js`;
    const added: TreeModule = { name, imports: [], version: 0 };
    parent.imports.push(added);
    const saves = [saveOf(added), saveOf(parent)];
    return this.#random(2) === 0 ? saves : saves.reverse();
  }

  #drop(parent: TreeModule): Save[] {
    const dropped = parent.imports.pop();
    const isDeleted = dropped !== undefined && this.#random(2) === 0;
    return [saveOf(parent), ...(isDeleted ? [{ name: dropped.name, text: undefined }] : [])];
  }
}

function listModules(module: TreeModule): TreeModule[] {
  return [module, ...module.imports.flatMap(listModules)];
}

function valueOf({ name, version, imports }: TreeModule): string {
  return [`${name} ${version}`, ...imports.map(valueOf)].join(', ');
}

function saveOf(module: TreeModule): Save {
  return { name: module.name, text: textOf(module) };
}

function textOf({ name, version, imports }: TreeModule): string {
  const pathOf = (imported: TreeModule): string => path.posix.relative(path.posix.dirname(name), imported.name);
  const lines = imports.map((imported, index) => `import { text as text${index} } from './${pathOf(imported)}';`);
  const texts = [`'${name} ${version}'`, ...imports.map((_, index) => `text${index}`)];
  return [...lines, `export const text = [${texts.join(', ')}].join(', ');`, ''].join('\n');
}
