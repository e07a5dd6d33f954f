/** Declares what the fast lane uses of webpack beyond its published types; test/compiler/lane-facts.test.ts pins it. */

import type { Compilation, Dependency, Module, NormalModule } from 'webpack';

/** What a module is written in, and what it has found out about itself when it was built. */
export type BuildFacts = Readonly<Record<string, unknown>>;

/** Dependencies that are asked for later: `import()`, workers. */
export interface Block {
  readonly dependencies: readonly Dependency[];
  readonly blocks: readonly Block[];
  readonly groupOptions?: unknown;
}

/** A loader of a module. */
export interface LoaderItem {
  readonly loader: string;
  readonly options?: unknown;
}

/** A module that comes from a file (webpack/lib/module/NormalModule.js). */
export interface FileModule extends Omit<NormalModule, 'buildInfo' | 'buildMeta' | 'blocks' | 'dependencies'> {
  readonly dependencies: Dependency[];
  readonly blocks: Block[];
  readonly presentationalDependencies?: Dependency[];
  readonly buildInfo?: BuildFacts;
  readonly buildMeta?: BuildFacts;
}

/** The graphs of a compilation. */
export type ModuleGraph = Compilation['moduleGraph'];
export type ChunkGraph = Compilation['chunkGraph'];
/** The code of modules by runtime. */
export type CodeResults = NonNullable<Compilation['codeGenerationResults']>;
/** A set of names of runtimes. */
export type Runtime = Parameters<CodeResults['get']>[1];

/** Sees a module as one that comes from a file. */
export function asFileModule(module: Module): FileModule {
  return module as unknown as FileModule;
}

/** Sees it again as what webpack takes. */
export function asModule(module: FileModule): NormalModule {
  return module as unknown as NormalModule;
}
