/** Draws a module graph by hand, for decisions that only read it. */

import { ModuleGraph } from '../../runtime/module-graph';
import type { HotHost, HotModule, HotState } from '../../runtime/host';
import type { ModuleId } from '../../runtime/protocol/identifiers';
import { Resources, type ResourceTable } from '../../runtime/resources';

/** What is special about the hot state of a module. */
export interface HotMarks {
  readonly accepts?: readonly ModuleId[];
  readonly declines?: readonly ModuleId[];
  readonly self?: 'accepted' | 'declined';
}

const TABLE: ResourceTable = { outputFolder: '/app/dist', context: '..', resources: {} };

/**
 * Draws a graph.
 *
 * @param edges - the modules that each module requires; one that nobody requires is an entry
 */
export function drawGraph(
  edges: Readonly<Record<string, readonly ModuleId[]>>,
  marks: Readonly<Record<string, HotMarks>> = {},
): ModuleGraph {
  const cache: Record<ModuleId, HotModule | undefined> = {};
  for (const [id, children] of Object.entries(edges)) {
    const parents = Object.keys(edges).filter((parent) => edges[parent]?.includes(id) === true);
    cache[id] = { exports: {}, parents, children: [...children], hot: hotState(parents.length === 0, marks[id] ?? {}) };
  }
  return new ModuleGraph({ cache, factories: {} } as unknown as HotHost, new Resources(() => TABLE));
}

function hotState(main: boolean, { accepts = [], declines = [], self }: HotMarks): HotState {
  return {
    active: true,
    _acceptedDependencies: Object.fromEntries(accepts.map((id) => [id, () => undefined])),
    _acceptedErrorHandlers: {},
    _declinedDependencies: Object.fromEntries(declines.map((id) => [id, true])),
    _disposeHandlers: [],
    _selfAccepted: self === 'accepted',
    _selfDeclined: self === 'declined',
    _main: main,
    _requireSelf: () => undefined,
  };
}
