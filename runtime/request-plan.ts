/** Makes the plan for a request, of everything that is pending or was asked for. */

import { ignoredReasons } from './apply-options';
import { asyncNamespace, isAsyncCode } from './async-module';
import { boundariesFor } from './boundary-policy';
import type { Evaluations } from './evaluation';
import type { ModuleGraph } from './module-graph';
import type { ReloadMode } from './protocol/bootstrap-options';
import type { ModuleId } from './protocol/identifiers';
import type { Registry } from './registry';
import type { ReloadRequest } from './reload-request';
import { type Plan, planUpdate } from './update-plan';
import type { UpdateStore } from './update-store';

/** What a plan depends on besides the request. */
export interface Situation {
  readonly evaluations: Evaluations;
  readonly graph: ModuleGraph;
  /** Modules that have asked for their importers to be updated. */
  readonly invalidated: ReadonlySet<ModuleId>;
  readonly mode: ReloadMode;
  readonly registry: Registry;
  /** Whether somebody starts the process again where an update cannot be applied: then nothing is applied in part. */
  readonly restarts: boolean;
  readonly store: UpdateStore;
}

/** Makes it; nothing is changed by that. */
export function planRequest(situation: Situation, request: ReloadRequest): Plan {
  const { graph, invalidated, mode, registry, store } = situation;
  const changes = new Map<ModuleId, 'changed' | 'removed'>();
  for (const [id, factory] of store.pending) changes.set(id, factory === undefined ? 'removed' : 'changed');
  const isEvaluated = (id: ModuleId): boolean => graph.instance(id) !== undefined;
  const forced = new Set([...request.force, ...listLeftBehind(situation)].filter(isEvaluated));
  return planUpdate({
    graph,
    changes,
    forced,
    uniform: isUniform(situation, request, forced),
    invalidated: new Set([...invalidated].filter(isEvaluated)),
    ignored: ignoredReasons(request.apply ?? {}),
    whole: isWhole(situation, request),
    boundaryAt: boundariesFor(registry, request, mode, (id) => changes.has(id)),
    turns: (id) =>
      store.pending.has(id) &&
      isAsyncCode(store.pending.get(id)) !== (asyncNamespace(graph.instance(id)?.exports) !== undefined),
  });
}

/** Whether a module stops every update alike: nothing was asked for by name, and nothing is frozen to those of before. */
function isUniform({ registry }: Situation, { apply, release }: ReloadRequest, forced: ReadonlySet<ModuleId>): boolean {
  const isAsked = release === 'all' || release.size + forced.size > 0;
  return apply === undefined && !isAsked && [...registry.all()].every(({ frozen }) => frozen === undefined);
}

/** Whether nothing is touched where anything is refused. */
export function isWhole({ registry, restarts }: Situation, { apply }: ReloadRequest): boolean {
  return apply !== undefined || restarts || registry.replacers().length > 0;
}

/** Modules that go with the next change: what loads them again must not find what disposed code has left behind. */
function listLeftBehind({ evaluations, graph, registry, store }: Situation): readonly ModuleId[] {
  const isUnused = (id: ModuleId): boolean => graph.parents(id).length === 0 && registry.get(id) === undefined;
  return store.pending.size === 0 ? [] : [...evaluations.leftBehind].filter(isUnused);
}
