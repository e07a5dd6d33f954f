/** Shows the graphs of a finished compilation to a module that takes the place of another one. */

import type { Compilation, Dependency, Module, ModuleGraphConnection } from 'webpack';
import type { Correspondence } from './shape-comparison';
import { asModule } from './internals';
import type { ChunkGraph, FileModule, ModuleGraph } from './internals';

/** The graphs that code is generated and rendered with. */
export interface Graphs {
  readonly moduleGraph: ModuleGraph;
  readonly chunkGraph: ChunkGraph;
}

/** The graphs as they are. */
export function plainGraphs({ moduleGraph, chunkGraph }: Compilation): Graphs {
  return { moduleGraph, chunkGraph };
}

/** For each dependency that the old module did not have, the module that it leads to. */
export type Links = ReadonlyMap<Dependency, Module>;

/** A module that takes the place of another one. */
export interface Substitute {
  readonly old: FileModule;
  readonly fresh: FileModule;
  /** What dependencies and blocks of the fresh module were in the old one. */
  readonly correspondence: Correspondence;
  /** Whether imports of the old module are in force, where that depends on what they lead to. */
  readonly inForce: ReadonlyMap<Dependency, boolean>;
  /** Where the other dependencies lead. */
  readonly links: Links;
}

/**
 * Makes graphs that answer for the old module whenever they are asked about the fresh one, or about a dependency or
 * block of it.
 *
 * @param requirementsOf - what the fresh module requires of the runtime, as soon as that is known
 */
export function substituteModule(
  compilation: Compilation,
  substitute: Substitute,
  requirementsOf: () => ReadonlySet<string>,
): Graphs {
  const { correspondence, fresh, old } = substitute;
  const toOld = (value: unknown): unknown => (value === fresh ? old : (correspondence.get(value as never) ?? value));
  const toFresh = (value: unknown): unknown => (value === old ? fresh : value);
  const answers = { ...answerForLinks(compilation, substitute), ...answerForNames(compilation, substitute) };
  const moduleGraph = view(compilation.moduleGraph, toOld, toFresh, answers);
  const requirements: Answers = {
    getModuleRuntimeRequirements: (module) => (module === fresh || module === old ? requirementsOf() : undefined),
  };
  const chunkGraph = view(compilation.chunkGraph, toOld, toFresh, requirements, moduleGraph);
  return { moduleGraph, chunkGraph };
}

/** Answers about what the old module did not have as if webpack had resolved it (webpack/lib/graph/ModuleGraph.js). */
function answerForLinks(compilation: Compilation, { correspondence, fresh, inForce, links }: Substitute): Answers {
  const { ModuleGraphConnection } = compilation.compiler.webpack;
  const connect = (dependency: Dependency, module: Module): ModuleGraphConnection => {
    const { weak } = dependency as { readonly weak?: boolean };
    const condition = dependency.getCondition(compilation.moduleGraph);
    return new ModuleGraphConnection(asModule(fresh), dependency, module, undefined, weak, condition);
  };
  const connections = new Map([...links].map(([dependency, module]) => [dependency, connect(dependency, module)]));
  const find = (dependency: unknown): ModuleGraphConnection | undefined => connections.get(dependency as Dependency);
  /** As it was when the build had ended. */
  const getKnown = (dependency: unknown): ModuleGraphConnection | undefined => {
    const before = correspondence.get(dependency as Dependency) as Dependency | undefined;
    const isActive = before && inForce.get(before);
    if (before === undefined || isActive === undefined) return undefined;
    const connection = compilation.moduleGraph.getConnection(before)?.clone();
    return connection && Object.assign(connection, { condition: () => isActive });
  };
  return {
    getConnection: (dependency) => find(dependency) ?? getKnown(dependency),
    getModule: (dependency) => find(dependency)?.module,
    getResolvedModule: (dependency) => find(dependency)?.resolvedModule,
    getParentModule: (dependency) => find(dependency)?.originModule,
  };
}

/** Imports are named in the order in which code is generated, anew in each build (webpack/lib/dependencies/esm/ESMImportDependency.js). */
function answerForNames({ moduleGraph }: Compilation, { fresh, old }: Substitute): Answers {
  const names = { importVarMap: undefined, deferredImportVarMap: undefined };
  const meta = { ...moduleGraph.getMetaIfExisting(asModule(old)), ...names };
  const find = (thing: unknown): object | undefined => (thing === fresh || thing === old ? meta : undefined);
  return { getMeta: find, getMetaIfExisting: find };
}

type Method = (...args: unknown[]) => unknown;
/** By name of a method, what it says of something; `undefined` where it says what it would say anyway. */
type Answers = Readonly<Record<string, Method>>;

/** An object with other answers; its methods work on the object itself. */
function view<T extends object>(
  target: T,
  toTarget: (value: unknown) => unknown,
  fromTarget: (value: unknown) => unknown,
  answers: Answers,
  moduleGraph?: ModuleGraph,
): T {
  const own = new Map<PropertyKey, Method>(Object.entries(answers));
  const methods = new Map<PropertyKey, unknown>(moduleGraph && [['moduleGraph', moduleGraph]]);
  return new Proxy(target, {
    get: (_, name) => {
      const known = methods.get(name);
      if (known !== undefined) return known;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const answer = own.get(name);
      const method = (...args: unknown[]): unknown =>
        answer?.(...args) ?? fromTarget(Reflect.apply(value as Method, target, args.map(toTarget)));
      methods.set(name, method);
      return method;
    },
  });
}
