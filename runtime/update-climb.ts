/** Decides how far the update of one module climbs: to boundaries, or until it is refused. */

import type { HotModule } from './host';
import type { ModuleId } from './protocol/identifiers';
import type { Chain, RefusalReason } from './protocol/outcome';

/** What the plan has to know of the module graph. */
export interface PlanGraph {
  instance(id: ModuleId): HotModule | undefined;
  parents(id: ModuleId): readonly ModuleId[];
  childrenFirst(ids: ReadonlySet<ModuleId>): readonly ModuleId[];
}

/** What a registration makes of an update that reaches one of its modules. */
export type Boundary =
  | {
      readonly kind: 'take';
      /** What is evaluated again. */
      readonly modules: readonly ModuleId[];
      /** Whether it was asked for by name: then what holds the same update back elsewhere goes with it. */
      readonly asked: boolean;
    }
  | { readonly kind: 'hold'; /** What is evaluated again once it is let go. */ readonly modules: readonly ModuleId[] }
  | { readonly kind: 'wait' };

/** What decides how far an update climbs. */
export interface ClimbInput {
  readonly graph: PlanGraph;
  /** The registration, if any, that stops the update of `change` at `module`. */
  boundaryAt(module: ModuleId, change: ModuleId): Boundary | undefined;
  /** Modules that asked for their importers to be updated (`module.hot.invalidate()`): their accepting themselves is void. */
  readonly invalidated: ReadonlySet<ModuleId>;
  /** Whether a change makes a module asynchronous, or synchronous, which rewrites all that import it. */
  turns(change: ModuleId): boolean;
}

/** An update that stops at boundaries only. */
export interface AcceptedClimb {
  readonly kind: 'accepted';
  readonly outdated: ReadonlySet<ModuleId>;
  readonly boundaries: ReadonlySet<ModuleId>;
  readonly selfAccepted: ReadonlySet<ModuleId>;
  readonly accepted: readonly (readonly [parent: ModuleId, dependency: ModuleId])[];
}

/** How far the update of one module climbs. */
export type Climb =
  | { readonly kind: 'waits' }
  | { readonly kind: 'refused'; readonly chains: readonly Chain[] }
  | AcceptedClimb
  | {
      readonly kind: 'held';
      /** What holds it back. */
      readonly by: ReadonlySet<ModuleId>;
      /** What becomes of it once it is let go. */
      readonly otherwise: AcceptedClimb;
    };

/** What is found at one module on the way up. */
type Step =
  | { readonly kind: 'climb' | 'stop' | 'self-accepted' }
  | Boundary
  | { readonly kind: 'refuse'; readonly reason: RefusalReason; /** Who declines. */ readonly by?: ModuleId };

/** Follows an update upwards from the module that changed. */
export function climb(input: ClimbInput, change: ModuleId): Climb {
  const below = new Map<ModuleId, ModuleId | undefined>([[change, undefined]]);
  const outdated = new Set<ModuleId>();
  const boundaries = new Set<ModuleId>();
  const selfAccepted = new Set<ModuleId>();
  const accepted: (readonly [ModuleId, ModuleId])[] = [];
  const chains: Chain[] = [];
  const by = new Set<ModuleId>();
  let waits = false;
  let asked = false;
  const refuse = (reason: RefusalReason, ...top: ModuleId[]): void => {
    chains.push({ reason, modules: [...chainTo(below, top.shift() ?? change), ...top] });
  };
  for (const id of below.keys()) {
    outdated.add(id);
    const step = stepAt(input, id, change);
    if (step.kind === 'wait') waits = true;
    if (step.kind === 'refuse') refuse(step.reason, id, ...(step.by === undefined ? [] : [step.by]));
    if (step.kind === 'self-accepted') selfAccepted.add(id);
    if (step.kind === 'take' && step.asked) asked = true;
    if (step.kind === 'hold') for (const module of step.modules) by.add(module);
    if (step.kind === 'take' || step.kind === 'hold') for (const module of step.modules) boundaries.add(module);
    if (step.kind !== 'climb') continue;
    for (const parent of input.graph.parents(id)) {
      const hot = input.graph.instance(parent)?.hot;
      if (hot?._declinedDependencies[id] === true) refuse('declined', id, parent);
      else if (hot?._acceptedDependencies[id] !== undefined) accepted.push([parent, id]);
      else if (!below.has(parent)) below.set(parent, id);
    }
  }
  if (chains.length > 0) return { kind: 'refused', chains };
  if (waits) return { kind: 'waits' };
  for (const id of boundaries) outdated.add(id);
  for (const id of selfAccepted) boundaries.add(id);
  const otherwise: AcceptedClimb = { kind: 'accepted', outdated, boundaries, selfAccepted, accepted };
  return by.size === 0 || asked ? otherwise : { kind: 'held', by, otherwise };
}

/** Decides whether an update goes on beyond a module; declining beats registering, as accepting beats declining oneself. */
function stepAt(input: ClimbInput, id: ModuleId, change: ModuleId): Step {
  const hot = input.graph.instance(id)?.hot;
  if (hot === undefined) return { kind: 'stop' };
  const selfAccepted = hot._selfAccepted !== false && !input.invalidated.has(id);
  if (hot._selfDeclined && !selfAccepted) return { kind: 'refuse', reason: 'self-declined' };
  const boundary = input.boundaryAt(id, change);
  const by = boundary && findDecliner(input.graph, id);
  if (by !== undefined) return { kind: 'refuse', reason: 'declined', by };
  if (boundary !== undefined) return boundary;
  if (selfAccepted) return { kind: 'self-accepted' };
  if (hot._main) return { kind: 'refuse', reason: input.turns(change) ? 'async-changed' : 'unaccepted' };
  return { kind: 'climb' };
}

function findDecliner(graph: PlanGraph, id: ModuleId): ModuleId | undefined {
  return graph.parents(id).find((parent) => graph.instance(parent)?.hot._declinedDependencies[id] === true);
}

/** The way from the changed module up to `top`. */
function chainTo(below: ReadonlyMap<ModuleId, ModuleId | undefined>, top: ModuleId): ModuleId[] {
  const chain: ModuleId[] = [];
  for (let id: ModuleId | undefined = top; id !== undefined; id = below.get(id)) chain.push(id);
  return chain.reverse();
}
