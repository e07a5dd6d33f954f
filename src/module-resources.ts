/** Knows which file each module of a build comes from. */

import path from 'node:path';
import type { Compilation, Module } from 'webpack';
import type { ModuleId } from '../runtime/protocol/identifiers';

/** Tells that an identifier looks like a path and is none. */
const NO_RESOURCE = '';

interface Known {
  readonly id: ModuleId;
  /** The resource relative to the context; `undefined` where the identifier already says it. */
  readonly resource: string | undefined;
}

/** Lists the files of modules whose identifier does not tell them; remembers each module from build to build. */
export class ModuleResources {
  readonly #context: string;
  readonly #known = new WeakMap<Module, Known>();

  /** @param context - the folder that identifiers are relative to */
  constructor(context: string) {
    this.#context = context;
  }

  /** Lists the resources, relative to the context, by module identifier. */
  list(compilation: Compilation): Record<string, string> {
    const resources: Record<string, string> = {};
    for (const module of compilation.modules) {
      const id = compilation.chunkGraph.getModuleId(module);
      if (id === null) continue;
      const { resource } = this.#look(module, id);
      if (resource !== undefined) resources[id] = resource;
    }
    return resources;
  }

  #look(module: Module, id: ModuleId): Known {
    const known = this.#known.get(module);
    if (known?.id === id) return known;
    const fresh = { id, resource: this.#describe(module, id) };
    this.#known.set(module, fresh);
    return fresh;
  }

  #describe(module: Module, id: ModuleId): string | undefined {
    // The resource without its query; for concatenated modules that of the root (webpack/lib/module/NormalModule.js).
    const name = module.nameForCondition();
    const resource = name === null ? folderOfContext(module) : pathOf(name);
    if (!resource || !path.isAbsolute(resource)) return String(id).startsWith('.') ? NO_RESOURCE : undefined;
    if (path.resolve(this.#context, String(id)) === resource) return undefined;
    return toPosix(path.relative(this.#context, resource));
  }
}

/** A context module (`require.context`) stands for the folder that it looks into. */
function folderOfContext(module: Module): string | null {
  return module.type === 'javascript/dynamic' ? module.context : null;
}

/** Where a query or a fragment begins; what is part of the path has a NUL before it. */
const AFTER_PATH = /(?<!\0)[?#]/;

/** Takes the path out of a resource (parseResource in webpack/lib/util/identifier.js). */
export function pathOf(resource: string): string {
  const end = resource.search(AFTER_PATH);
  return (end < 0 ? resource : resource.slice(0, end)).replaceAll('\0', '');
}

/** Writes a path with the separators that every platform reads. */
export function toPosix(file: string): string {
  return path.sep === '\\' ? file.replaceAll('\\', '/') : file;
}
