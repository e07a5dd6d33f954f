/** Finds the modules of a build that an edited module has begun to import, or to use in another way. */

import type { Compilation, Dependency, Module } from 'webpack';
import type { Aftermath } from './aftermath';
import type { Candidate } from './candidate';
import { acceptsImports } from './code-generation';
import { asModule } from './internals';
import type { Links } from './graph-views';
import type { FileModule } from './internals';
import type { LaneFailure } from './lane-result';
import { attempt } from './lane-result';
import type { Likeness } from './shape-comparison';

/** Where everything leads that was added, or why that is left to the build. */
export type Linked = { readonly ok: true; readonly links: Links } | LaneFailure;

/** How modules get their ids where these do not follow from who imports what in which order. */
const STABLE_IDS: ReadonlySet<unknown> = new Set(['named', 'deterministic', 'hashed']);

type Factory = NonNullable<ReturnType<Compilation['dependencyFactories']['get']>>;
type Request = Parameters<Factory['create']>[0];
type Result = Parameters<Parameters<Factory['create']>[1]>[1];

/** An edited module, beside what the build has. */
interface Edited {
  readonly candidate: Candidate;
  readonly fresh: FileModule;
  readonly aftermath: Aftermath;
}

/** Asks webpack where added imports lead, and takes what the build has loaded wherever the module is. */
export function linkImports(edited: Edited, { added, dropsImport }: Likeness, done: (linked: Linked) => void): void {
  const { aftermath, candidate } = edited;
  const areChanged = added.length > 0 || dropsImport;
  const obstacle =
    findAcceptance(edited, areChanged) ?? (areChanged ? findObstacle(candidate, dropsImport) : undefined);
  if (obstacle !== undefined) {
    done({ ok: false, reason: obstacle });
    return;
  }
  const targets = listTargets(candidate);
  const unknown = new Map(added.filter((one) => !targets.has(keyOf(one))).map((one) => [keyOf(one), one]));
  const conclude = (): void => {
    // What modules have no side effects is not known any more.
    if (added.length > 0 && aftermath.since() === 'building') done({ ok: false, reason: 'building' });
    else done(attempt(() => judgeTargets(edited, new Map(added.map((one) => [one, targets.get(keyOf(one))])))));
  };
  let open = unknown.size;
  if (open === 0) conclude();
  for (const [key, dependency] of unknown) {
    resolveImport(candidate, dependency, (module) => {
      targets.set(key, module);
      if (--open === 0) conclude();
    });
  }
}

/** Where the imports lead that the module had before. */
function listTargets({ compilation, shape }: Candidate): Map<string, Module | undefined> {
  const { moduleGraph } = compilation;
  return new Map(
    shape.root.imports.map(({ dependency }) => [keyOf(dependency), moduleGraph.getModule(dependency) ?? undefined]),
  );
}

/** Equal for what webpack resolves together (webpack/lib/Compilation.js, `_processModuleDependencies`). */
function keyOf(dependency: Dependency): string {
  return `${dependency.category} ${String(dependency.getResourceIdentifier())}`;
}

/**
 * Which imports are required anew, ahead of a callback, depends on what the module has imported at any time: a build that is
 * running may bring more.
 */
function findAcceptance({ aftermath, fresh }: Edited, areChanged: boolean): string | undefined {
  return (areChanged || aftermath.since() !== undefined) && acceptsImports(fresh) ? 'accepts-imports' : undefined;
}

function findObstacle({ compilation, old }: Candidate, dropsImport: boolean): string | undefined {
  const { moduleIds, sideEffects } = compilation.options.optimization;
  if (!STABLE_IDS.has(moduleIds)) return 'numbered-modules';
  // Imports are led past the modules that only pass them on.
  if (sideEffects === true) return 'optimized';
  return dropsImport && compilation.moduleGraph.isAsync(asModule(old)) ? 'async-import' : undefined;
}

/** Resolves a request as webpack does for this module; what follows from it is created and thrown away. */
function resolveImport({ compilation, old }: Candidate, dependency: Dependency, done: (module?: Module) => void): void {
  const factory = compilation.dependencyFactories.get(dependency.constructor as never);
  if (factory === undefined) {
    done();
    return;
  }
  const issuer = { issuer: asModule(old).nameForCondition() ?? '', issuerLayer: old.layer };
  const request = {
    contextInfo: { ...issuer, compiler: compilation.compiler.name },
    resolveOptions: old.resolveOptions,
    context: old.context ?? compilation.compiler.context,
    dependencies: [dependency],
  };
  try {
    factory.create(request as Request, (_error, result) => {
      forgetMissing(compilation, result);
      const identifier = result?.module?.identifier();
      done(identifier === undefined ? undefined : compilation.findModule(identifier));
    });
  } catch {
    // A plugin has thrown: the build will say so.
    done();
  }
}

/**
 * Nobody watches what was not found here: where it is written before the build looks for it, the build must not find in
 * its cache that it is not there.
 */
function forgetMissing({ inputFileSystem }: Compilation, result: Result): void {
  const paths = [...(result?.missingDependencies ?? []), ...(result?.fileDependencies ?? [])];
  // Otherwise every file in the cache is compared with every path.
  inputFileSystem.purge?.(paths, { exact: true });
}

function judgeTargets(edited: Edited, targets: ReadonlyMap<Dependency, Module | undefined>): Linked {
  const links = new Map<Dependency, Module>();
  for (const [dependency, target] of targets) {
    if (target === undefined) return { ok: false, reason: 'new-module', detail: keyOf(dependency) };
    const reason = findTargetProblem(edited, target);
    if (reason !== undefined) return { ok: false, reason, detail: target.identifier() };
    links.set(dependency, target);
  }
  return { ok: true, links };
}

function findTargetProblem({ aftermath, candidate }: Edited, target: Module): string | undefined {
  const { chunks, compilation, old } = candidate;
  if (aftermath.hasForgotten(target)) return 'build-failed';
  if (target === asModule(old)) return 'imports-itself';
  if (compilation.moduleGraph.isAsync(target)) return 'async-import';
  if (isBarrel(compilation, target)) return 'imports-barrel';
  const isThere = chunks.every((chunk) => compilation.chunkGraph.isModuleInChunk(target, chunk));
  return isThere ? undefined : 'other-chunk';
}

/**
 * Whether webpack leads imports of it on to the modules that it passes on, and builds only those that somebody imports
 * (webpack/lib/optimize/SideEffectsFlagPlugin.js, LazyBarrels.js).
 */
function isBarrel({ moduleGraph }: Compilation, target: Module): boolean {
  const passesOn = target.dependencies.some(({ type }) => type === 'harmony export imported specifier');
  return passesOn && target.getSideEffectsConnectionState(moduleGraph) === false;
}
