/** Generates the code of one module as a compilation does for all of them. */

import type { Compilation, Module } from 'webpack';
import { isAcceptance } from '../accept-order';
import type { Graphs } from './graph-views';
import { asModule } from './internals';
import type { CodeResults, FileModule, Runtime } from './internals';

/** The code of one module. */
export interface GeneratedCode {
  readonly results: CodeResults;
  /** What the code requires of the runtime. */
  readonly requirements: ReadonlySet<string>;
}

/** Generates code; it is for the caller to see to it that nothing else is generated meanwhile. */
export function generateCode(
  compilation: Compilation,
  module: FileModule,
  graphs: Graphs,
  runtimes: readonly Runtime[],
): GeneratedCode | undefined {
  const known = compilation.codeGenerationResults;
  if (known === undefined) return undefined;
  const Results = known.constructor as new (hashFunction: unknown) => CodeResults;
  const results = new Results(compilation.outputOptions.hashFunction);
  const result = asModule(module).codeGeneration({
    ...graphs,
    dependencyTemplates: compilation.dependencyTemplates,
    runtimeTemplate: compilation.runtimeTemplate,
    runtime: runtimes[0],
    runtimes: [...runtimes],
    codeGenerationResults: results,
    compilation,
  });
  for (const runtime of runtimes) results.add(asModule(module), runtime, result);
  return { results, requirements: completeRequirements(compilation, module, graphs, results, result) };
}

/**
 * Whether a module accepts what it imports. It requires that anew, ahead of the callback, where it knows from the time when
 * its code was generated before that it imports it (`importEmittedMap` in webpack/lib/dependencies/esm/ESMImportDependency.js):
 * the build knows that, and a module that is new does not.
 */
export function acceptsImports({ dependencies }: FileModule): boolean {
  return dependencies.some(isAcceptance);
}

/**
 * Whether the build knows of an accepted import, from the time when there was one, that a module which takes its place does
 * not know of, for which code was generated once.
 */
export function forgetsImports(
  compilation: Compilation,
  old: FileModule,
  fresh: FileModule,
  { moduleGraph }: Graphs,
): boolean {
  const { Template } = compilation.compiler.webpack.dependencies.ESMImportDependency;
  const isKnown = (module: FileModule, imported: Module): boolean =>
    Template.getImportEmittedRuntime(asModule(module), imported) !== false;
  const accepted = fresh.dependencies.filter(isAcceptance).flatMap(({ dependencies }) => dependencies);
  const imported = accepted.map((dependency) => moduleGraph.getModule(dependency)).filter((module) => module !== null);
  return imported.some((module) => isKnown(old, module) !== isKnown(fresh, module));
}

/** Plugins add what follows from what a module requires (processRuntimeRequirements in webpack/lib/Compilation.js). */
function completeRequirements(
  compilation: Compilation,
  module: FileModule,
  { chunkGraph }: Graphs,
  codeGenerationResults: CodeResults,
  { runtimeRequirements }: { readonly runtimeRequirements: ReadonlySet<string> | null },
): ReadonlySet<string> {
  const requirements = new Set(runtimeRequirements);
  const context = { chunkGraph, codeGenerationResults };
  const { additionalModuleRuntimeRequirements, runtimeRequirementInModule } = compilation.hooks;
  additionalModuleRuntimeRequirements.call(asModule(module), requirements, context);
  for (const requirement of requirements) {
    runtimeRequirementInModule.get(requirement)?.call(asModule(module), requirements, context);
  }
  return requirements;
}

/** Finds something that a module requires and that not every runtime of the build has. */
export function findMissingRequirement(
  { chunks, chunkGraph }: Compilation,
  requirements: ReadonlySet<string>,
): string | undefined {
  const held = [...chunks]
    .filter((chunk) => chunk.hasRuntime())
    .map((chunk) => chunkGraph.getTreeRuntimeRequirements(chunk));
  return [...requirements].find((requirement) => held.some((set) => !set.has(requirement)));
}
