/** Knows which modules of a build are made of a file, and which have read it. */

import type { Compilation, Module } from 'webpack';
import { pathOf } from '../module-resources';
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

/** No module has to do with a file. */
const UNUSED: FileUse = { modules: [], isReadByOthers: false, isConcatenated: false };

/** What the modules of one build have to do with files. */
interface Index {
  readonly compilation: Compilation;
  readonly uses: ReadonlyMap<string, FileUse>;
}

/** What modules have read is remembered from build to build: only few are built anew. */
export class FileIndex {
  readonly #extraFiles = new WeakMap<object, readonly string[]>();
  #index: Index | undefined;

  /** Looks at every module of a build, which takes a millisecond for some thousands: before anybody waits for it. */
  prepare(compilation: Compilation): void {
    if (this.#index?.compilation !== compilation) this.#index = { compilation, uses: this.#listUses(compilation) };
  }

  /** Whether a build was looked at. */
  has(compilation: Compilation): boolean {
    return this.#index?.compilation === compilation;
  }

  /** Finds what a file matters to. */
  find(compilation: Compilation, file: string): FileUse {
    this.prepare(compilation);
    return this.#index?.uses.get(file) ?? UNUSED;
  }

  /** The files that something in the build that was looked at last is made of, or has read. */
  get files(): Iterable<string> {
    return this.#index?.uses.keys() ?? [];
  }

  #listUses(compilation: Compilation): ReadonlyMap<string, FileUse> {
    const uses = new Map<string, FileUse>();
    const add = (file: string, change: (use: FileUse) => Partial<FileUse>): void => {
      const use = uses.get(file) ?? UNUSED;
      uses.set(file, { ...use, ...change(use) });
    };
    for (const module of compilation.modules) {
      for (const inner of listInner(module)) {
        const own = fileOf(inner);
        if (own !== undefined && inner !== module) add(own, () => ({ isConcatenated: true }));
        if (own !== undefined && inner === module) add(own, ({ modules }) => ({ modules: [...modules, module] }));
        for (const file of this.#listExtra(inner)) add(file, () => ({ isReadByOthers: true }));
      }
    }
    return uses;
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
  return typeof resource === 'string' ? pathOf(resource) : undefined;
}
