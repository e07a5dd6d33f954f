/** Holds what a finished build knows of a module that is edited, before webpack takes some of it away. */

import { isDeepStrictEqual } from 'node:util';
import type { Chunk, Compilation, Dependency, Module } from 'webpack';
import { BuildMemory } from './build-memory';
import { hashesOf } from './code-hashes';
import { listExtraFiles } from './file-index';
import type { Recipe } from './fresh-module';
import { readRecipe } from './fresh-module';
import { asFileModule, asModule } from './internals';
import type { FileModule, Runtime } from './internals';
import type { ModuleShape } from './module-shape';
import { readShape } from './module-shape';
import type { PatchCode } from '../patch';
import { renderOriginal } from './patch-code';

/** A module whose next version may take its place. */
export interface Candidate {
  readonly compilation: Compilation;
  readonly old: FileModule;
  readonly recipe: Recipe;
  readonly shape: ModuleShape;
  readonly chunks: readonly Chunk[];
  readonly runtimes: readonly Runtime[];
  readonly readBefore: readonly string[];
  /** Whether imports are in force that webpack leaves out where what they lead to has no side effects. */
  readonly inForce: ReadonlyMap<Dependency, boolean>;
  /** What is imported, each with what its build has found out about it. */
  readonly imported: readonly (readonly [Module, unknown])[];
  /** The code that the build has. */
  readonly original: PatchCode;
  /** The hash of that code. */
  readonly codeHash: string;
}

/** What was held of finished builds: whoever saves a file that was looked at before does not wait for it again. */
const held = new BuildMemory<Candidate>();

/** Takes hold of a module; `undefined` where it cannot be built or rendered again. */
export function holdCandidate(compilation: Compilation, old: FileModule): Candidate | undefined {
  return held.recall(compilation, old, () => readCandidate(compilation, old));
}

/** Takes hold of a module again that was held before webpack began to build. */
export function recallCandidate(compilation: Compilation, old: FileModule): Candidate | undefined {
  return held.recall(compilation, old, () => undefined);
}

/** Whether nothing that the module imports is just being built anew: until that is done, it does not say what it is. */
export function areImportsBuilt({ imported }: Candidate): boolean {
  return imported.every(([module, meta]) => isDeepStrictEqual(module.buildMeta, meta));
}

function readCandidate(compilation: Compilation, old: FileModule): Candidate | undefined {
  const recipe = readRecipe(compilation, old);
  const place = placeOf(compilation, old);
  const original = renderOriginal(compilation, old, place);
  const [codeHash] = hashesOf(compilation, old, place.chunks);
  if (recipe === undefined || original === undefined || codeHash === undefined) return undefined;
  return {
    compilation,
    old,
    recipe,
    shape: readShape(old),
    ...place,
    inForce: readConditions(compilation, old, place.runtimes),
    imported: readImported(compilation, old),
    readBefore: listExtraFiles(asModule(old)),
    original,
    codeHash,
  };
}

/** Reads what follows from other modules, which forget it when the next build begins. */
function readConditions(
  { moduleGraph }: Compilation,
  { dependencies }: FileModule,
  [runtime]: readonly Runtime[],
): ReadonlyMap<Dependency, boolean> {
  const connections = dependencies.map((dependency) => [dependency, moduleGraph.getConnection(dependency)] as const);
  const conditional = connections.filter(([, connection]) => connection?.conditional === true);
  return new Map(
    conditional.map(([dependency, connection]) => [dependency, connection?.isTargetActive(runtime) === true]),
  );
}

function readImported({ moduleGraph }: Compilation, old: FileModule): Candidate['imported'] {
  const modules = new Set([...moduleGraph.getOutgoingConnections(asModule(old))].map(({ module }) => module));
  modules.delete(asModule(old));
  return [...modules].map((module) => [module, module.buildMeta] as const);
}

/** Where a module is in a build. */
export function placeOf({ chunkGraph }: Compilation, module: FileModule): Pick<Candidate, 'chunks' | 'runtimes'> {
  return {
    chunks: [...chunkGraph.getModuleChunksIterable(asModule(module))],
    runtimes: [...chunkGraph.getModuleRuntimes(asModule(module))],
  };
}

/** Finds a module in a build. */
export function findModule(compilation: Compilation, identifier: string): FileModule | undefined {
  const module = compilation.findModule(identifier);
  return module === undefined ? undefined : asFileModule(module);
}
