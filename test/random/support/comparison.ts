/** Compares what two processes that run the same sources show. */

import { isDeepStrictEqual } from 'node:util';

import type { ModuleId } from '../../../runtime/protocol/identifiers';
import type { Model } from './model';
import type { Process } from './process';
import { look, type Seen, type Shown } from './view';

/** What one module sees of another: `undefined` for a value that nothing can make current. */
type Edges = Map<string, object | undefined>;

/** Names the differences. */
export function findDifferences(process: Process, fresh: Process): readonly string[] {
  const [edges, expected] = [edgesOf(process, process.model), edgesOf(fresh, process.model)];
  const differences: string[] = [];
  const [ids, expectedIds] = [[...process.complete()].sort(), [...fresh.complete()].sort()];
  if (!isDeepStrictEqual(ids, expectedIds)) differences.push(`${String(ids)} instead of ${String(expectedIds)}`);
  for (const [edge, wanted] of expected) {
    if (edges.has(edge) && edges.get(edge) === undefined) continue;
    const found = edges.get(edge);
    if (!isDeepStrictEqual(found, wanted))
      differences.push(`${edge}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
  return differences;
}

function edgesOf(process: Process, model: Model): Edges {
  const edges: Edges = new Map();
  for (const id of process.complete()) {
    const seen = look(id, process.exportsOf(id), new Set());
    addEdge(edges, model, String(id), seen);
    if (seen.kind === 'module' && seen.shown !== undefined) addEdges(edges, model, id, seen.shown);
  }
  return edges;
}

function addEdges(edges: Edges, model: Model, importer: ModuleId, { imported, loaded }: Shown): void {
  for (const [id, seen] of imported) addEdge(edges, model, `${String(importer)} > ${String(id)}`, seen);
  for (const [id, seen] of loaded) addEdge(edges, model, `${String(importer)} ~> ${String(id)}`, seen);
}

function addEdge(edges: Edges, model: Model, name: string, seen: Seen): void {
  if (seen.kind === 'value') edges.set(name, undefined);
  else if (seen.kind === 'error') edges.set(name, { message: seen.message });
  else {
    const { extra, names, reexports, version } = seen;
    const lasting = Object.entries(reexports).filter(([key]) => !model.isFromValue(key));
    edges.set(name, { extra, names, version, reexports: Object.fromEntries(lasting) });
  }
}
