/** Shows the graphs of a finished compilation to a module that takes the place of another one. */

import type { Compilation } from 'webpack';
import type { Correspondence } from './shape-comparison';
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

/**
 * Makes graphs that answer for the old module whenever they are asked about the fresh one, or about a dependency or
 * block of it.
 *
 * @param requirementsOf - what the fresh module requires of the runtime, as soon as that is known
 */
export function substituteModule(
  compilation: Compilation,
  old: FileModule,
  fresh: FileModule,
  correspondence: Correspondence,
  requirementsOf: () => ReadonlySet<string>,
): Graphs {
  const toOld = (value: unknown): unknown => (value === fresh ? old : (correspondence.get(value as never) ?? value));
  const toFresh = (value: unknown): unknown => (value === old ? fresh : value);
  const moduleGraph = view(compilation.moduleGraph, toOld, toFresh, {});
  const chunkGraph = view(compilation.chunkGraph, toOld, toFresh, {
    moduleGraph,
    getModuleRuntimeRequirements: (module: unknown, runtime: never) =>
      module === fresh || module === old
        ? requirementsOf()
        : compilation.chunkGraph.getModuleRuntimeRequirements(module as never, runtime),
  });
  return { moduleGraph, chunkGraph };
}

type Method = (...args: unknown[]) => unknown;

/** An object with other answers; its methods work on the object itself. */
function view<T extends object>(
  target: T,
  toTarget: (value: unknown) => unknown,
  fromTarget: (value: unknown) => unknown,
  replaced: Readonly<Record<string, unknown>>,
): T {
  const methods = new Map<PropertyKey, unknown>(Object.entries(replaced));
  return new Proxy(target, {
    get: (_, name) => {
      const known = methods.get(name);
      if (known !== undefined) return known;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const method = (...args: unknown[]): unknown =>
        fromTarget(Reflect.apply(value as Method, target, args.map(toTarget)));
      methods.set(name, method);
      return method;
    },
  });
}
