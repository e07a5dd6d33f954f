/** Decides which modules a registration includes. */

import type { InclusionOptions } from './api';
import type { ModuleGraph } from './module-graph';
import type { ModuleId } from './protocol';
import { folderOf } from './resources';

/** Inclusion options with their defaults filled in. */
export type Inclusion = Required<InclusionOptions>;

/** Fills in the defaults. */
export function toInclusion(options: InclusionOptions): Inclusion {
  return { recursive: options.recursive ?? 'outdated', trackNewModules: options.trackNewModules ?? true };
}

/** Whether every included module is evaluated again with each change. */
export function isWholesale({ recursive }: Inclusion): boolean {
  return recursive !== 'outdated';
}

/**
 * Lists the modules that a wrapper of `id` includes, itself among them.
 *
 * @param isBoundary - tells the other modules that take care of themselves
 */
export function includedModules(
  graph: ModuleGraph,
  id: ModuleId,
  inclusion: Inclusion,
  isBoundary: (id: ModuleId) => boolean,
): readonly ModuleId[] {
  const resource = graph.resource(id);
  switch (inclusion.recursive) {
    case 'outdated':
      return graph.reachable(id, isBoundary).filter((module) => resource === '' || graph.resource(module) !== '');
    case 'all':
      return below(graph, id, folderOf(resource));
    case 'directory':
      return isIndex(resource) ? below(graph, id, folderOf(resource)) : [id];
  }
}

function below(graph: ModuleGraph, id: ModuleId, folder: string): readonly ModuleId[] {
  if (folder === '') return [id];
  return graph.all().filter((module) => module === id || graph.resource(module).startsWith(`${folder}/`));
}

function isIndex(resource: string): boolean {
  return /\/index\.[^/]+$/.test(resource);
}
