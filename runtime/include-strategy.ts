/** Decides which modules a registration includes. */

import type { InclusionOptions, RecursiveStrategy } from './api';
import type { ModuleGraph } from './module-graph';
import type { ModuleId } from './protocol/identifiers';
import { folderOf } from './resources';

/** Inclusion options with their defaults filled in. */
export interface Inclusion {
  readonly recursive: RecursiveStrategy;
  readonly trackNewModules: boolean;
}

/** Fills in the defaults. */
export function toInclusion(options: InclusionOptions): Inclusion {
  return { recursive: options.recursive ?? 'outdated', trackNewModules: options.trackNewModules ?? true };
}

/** Whether every included module is evaluated again with each change. */
export function isWholesale({ recursive }: Inclusion): boolean {
  return recursive !== 'outdated';
}

/** What decides about modules besides the strategy. */
export interface InclusionLimits {
  /** Tells the other modules that take care of themselves. */
  isBoundary(id: ModuleId): boolean;
  /** Tells the modules that hold a reloader, which are never evaluated again along with others. */
  holdsReloader(id: ModuleId): boolean;
}

/** Lists the modules that a wrapper of `id` includes, itself among them. */
export function includedModules(
  graph: ModuleGraph,
  id: ModuleId,
  inclusion: Inclusion,
  limits: InclusionLimits,
): readonly ModuleId[] {
  const resource = graph.resource(id);
  switch (inclusion.recursive) {
    case 'outdated':
      return graph
        .reachable(id, (module) => limits.isBoundary(module))
        .filter((module) => resource === '' || graph.resource(module) !== '');
    case 'all':
      return below(graph, id, folderOf(resource), limits);
    case 'directory':
      return isIndex(resource) ? below(graph, id, folderOf(resource), limits) : [id];
  }
}

/** Everything below a folder but entries and holders of reloaders: evaluating those again would start a second server. */
function below(graph: ModuleGraph, id: ModuleId, folder: string, limits: InclusionLimits): readonly ModuleId[] {
  if (folder === '') return [id];
  const isIncluded = (module: ModuleId): boolean =>
    graph.resource(module).startsWith(`${folder}/`) &&
    graph.instance(module)?.hot._main !== true &&
    !limits.holdsReloader(module);
  return graph.all().filter((module) => module === id || isIncluded(module));
}

function isIndex(resource: string): boolean {
  return /\/index\.[^/]+$/.test(resource);
}
