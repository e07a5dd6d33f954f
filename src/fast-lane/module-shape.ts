/** Reads of a module what other modules, chunks and the runtime can depend on. */

import type { Dependency } from 'webpack';
import { describe, isExport, isImport, isImportUse, isOpaque, signDependency } from './dependency-signature';
import type { Block, FileModule } from './internals';

/** A dependency with what it is. */
export interface Signed {
  readonly dependency: Dependency;
  readonly signature: string | undefined;
}

/** The dependencies of a module or of a block in it. */
export interface BlockShape {
  readonly block: Block;
  /** In order, without what is exported and imported, and how that is used. */
  readonly dependencies: readonly Signed[];
  readonly exports: readonly Signed[];
  readonly imports: readonly Signed[];
  readonly uses: readonly Signed[];
  readonly blocks: readonly BlockShape[];
  readonly options: string | undefined;
}

/** Everything about a module that more than its own code follows from. */
export interface ModuleShape {
  readonly root: BlockShape;
  /** By name: what the module has found out about itself; `undefined` where it cannot be compared. */
  readonly facts: ReadonlyMap<string, string | undefined>;
}

/** What differs whenever the text of the module does, and what is looked at elsewhere. */
const IGNORED_FACTS = new Set([
  'assets',
  'assetsInfo',
  'buildDependencies',
  'cacheable',
  'contextDependencies',
  'diagnostics',
  'fileDependencies',
  'hash',
  // What a module of data is made of; the names in it are a dependency.
  'jsonData',
  'missingDependencies',
  'snapshot',
  'topLevelDeclarations',
  // Counts the texts that ts-loader has seen of the file; nobody reads it where it only transpiles.
  'tsLoaderFileVersion',
]);

/**
 * Reads the shape of a module that has been built. What it returns does not change when the module is built again.
 */
export function readShape(module: FileModule): ModuleShape {
  return { root: readBlock(module), facts: new Map([...readFacts(module.buildMeta), ...readFacts(module.buildInfo)]) };
}

function readBlock(block: Block): BlockShape {
  const signed = block.dependencies.map((dependency) => ({ dependency, signature: signDependency(dependency) }));
  const choose = (is: (dependency: Dependency) => boolean): Signed[] =>
    signed.filter(({ dependency }) => is(dependency));
  return {
    block,
    dependencies: choose((dependency) => ![isExport, isImport, isImportUse].some((is) => is(dependency))),
    exports: choose(isExport),
    imports: choose(isImport),
    uses: choose(isImportUse),
    blocks: block.blocks.map(readBlock),
    options: write(block.groupOptions),
  };
}

function readFacts(facts: object = {}): [string, string | undefined][] {
  return Object.entries(facts)
    .filter(([name, value]) => value !== undefined && !IGNORED_FACTS.has(name))
    .map(([name, value]) => [name, write(value)]);
}

function write(value: unknown): string | undefined {
  const description = describe(value, 0);
  return isOpaque(description) ? undefined : JSON.stringify([description]);
}
