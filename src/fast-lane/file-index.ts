/** Knows which modules of a build are made of a file, and which have read it. */

import type { Compilation, Module } from 'webpack';
import { asFileModule } from './internals';

/** The modules that a file matters to. */
export interface FileUse {
  /** Modules whose resource the file is. */
  readonly modules: readonly Module[];
  /** Whether modules of other files have read it. */
  readonly isReadByOthers: boolean;
  /** Whether it is part of a concatenated module. */
  readonly isConcatenated: boolean;
}

/** What modules have read is remembered from build to build: only few are built anew. */
export class FileIndex {
  readonly #extraFiles = new WeakMap<object, readonly string[]>();

  /** Finds what a file matters to; it looks at every module, which takes a millisecond for some thousands. */
  find(compilation: Compilation, file: string): FileUse {
    const modules: Module[] = [];
    let [isReadByOthers, isConcatenated] = [false, false];
    for (const module of compilation.modules) {
      for (const inner of listInner(module)) {
        if (fileOf(inner) !== file) isReadByOthers ||= this.#listExtra(inner).includes(file);
        else if (inner === module) modules.push(module);
        else isConcatenated = true;
      }
    }
    return { modules, isReadByOthers, isConcatenated };
  }

  #listExtra(module: Module): readonly string[] {
    const snapshot = module.buildInfo?.['snapshot'] as FileSnapshot | null | undefined;
    let extra = snapshot ? this.#extraFiles.get(snapshot) : undefined;
    if (extra === undefined) {
      extra = listExtraFiles(module);
      if (snapshot) this.#extraFiles.set(snapshot, extra);
    }
    return extra;
  }
}

/** Names what a module has read besides its own file. */
export function listExtraFiles(module: Module): string[] {
  const snapshot = module.buildInfo?.['snapshot'] as FileSnapshot | null | undefined;
  const files = snapshot ? snapshot.getFileIterable() : listRead(module);
  const own = fileOf(module);
  return [...files].filter((name) => name !== own);
}

/** The part of a snapshot that is used (webpack/lib/fs/FileSystemInfo.js). */
interface FileSnapshot {
  getFileIterable(): Iterable<string>;
}

/** Until webpack has taken a snapshot, and where it takes none, the names are here. */
function listRead(module: Module): Iterable<string> {
  return (module.buildInfo?.['fileDependencies'] as Iterable<string> | undefined) ?? [];
}

function listInner(module: Module): readonly Module[] {
  const inner = (module as Module & { readonly modules?: unknown }).modules;
  return Array.isArray(inner) ? (inner as Module[]) : [module];
}

/** The file that a module is made of, without a query. */
function fileOf(module: Module): string | undefined {
  const { resource } = asFileModule(module);
  const end = typeof resource === 'string' ? resource.indexOf('?') : -1;
  return end < 0 ? resource : resource.slice(0, end);
}
