/** Decides what an update does to the running modules: which are outdated, where it stops, and what is refused. */

import type { HotModule } from './host';
import type { Chain, ModuleId, RefusalReason } from './protocol';

/** What the plan has to know of the module graph. */
export interface PlanGraph {
  instance(id: ModuleId): HotModule | undefined;
  parents(id: ModuleId): readonly ModuleId[];
  childrenFirst(ids: ReadonlySet<ModuleId>): readonly ModuleId[];
}

/** What a registration makes of an update that reaches one of its modules. */
export type Boundary =
  | { readonly kind: 'take'; /** What is evaluated again. */ readonly modules: readonly ModuleId[] }
  | { readonly kind: 'wait' };

/** Everything a plan is made of. */
export interface PlanInput {
  readonly graph: PlanGraph;
  /** Modules whose code is new, and those that were removed. */
  readonly changes: ReadonlyMap<ModuleId, 'changed' | 'removed'>;
  /** Modules that are evaluated again whether or not they changed. */
  readonly forced: ReadonlySet<ModuleId>;
  /** The registration, if any, that stops the update of `change` at `module`. */
  boundaryAt(module: ModuleId, change: ModuleId): Boundary | undefined;
}

/** What a transaction is to do. */
export interface Plan {
  /** Modules whose pending code is installed. */
  readonly install: ReadonlySet<ModuleId>;
  /** Evaluated modules that leave the cache. */
  readonly outdated: ReadonlySet<ModuleId>;
  /** Outdated modules that are evaluated at once and keep their exports object, those they require first. */
  readonly boundaries: readonly ModuleId[];
  /** Outdated dependencies, by the module that accepts them. */
  readonly accepted: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>;
  /** Changes that wait for a signal or a call. */
  readonly waiting: readonly ModuleId[];
  readonly refused: readonly Chain[];
}

/** How far the update of one module climbs. */
type Climb =
  | { readonly kind: 'waits' }
  | { readonly kind: 'refused'; readonly chains: readonly Chain[] }
  | {
      readonly kind: 'accepted';
      readonly outdated: ReadonlySet<ModuleId>;
      readonly boundaries: ReadonlySet<ModuleId>;
      readonly accepted: readonly (readonly [parent: ModuleId, dependency: ModuleId])[];
    };

/** What is found at one module on the way up. */
type Step =
  | { readonly kind: 'climb' | 'stop' | 'wait' }
  | { readonly kind: 'boundary'; readonly modules: readonly ModuleId[] }
  | { readonly kind: 'refuse'; readonly reason: RefusalReason };

/** Makes the plan for an update. */
export function planUpdate(input: PlanInput): Plan {
  const draft = new Draft(input);
  for (const id of input.forced) draft.force(id);
  for (const [id, change] of input.changes) if (change === 'changed') draft.change(id);
  for (const [id, change] of input.changes) if (change === 'removed') draft.remove(id);
  return draft.finish();
}

/** A plan in the making. */
class Draft {
  readonly #input: PlanInput;
  readonly #install = new Set<ModuleId>();
  readonly #outdated = new Set<ModuleId>();
  readonly #boundaries = new Set<ModuleId>();
  readonly #accepted: (readonly [ModuleId, ModuleId])[] = [];
  readonly #waiting: ModuleId[] = [];
  readonly #refused: Chain[] = [];

  constructor(input: PlanInput) {
    this.#input = input;
  }

  force(id: ModuleId): void {
    this.#take(climb(this.#input, id), id);
  }

  change(id: ModuleId): void {
    if (this.#input.graph.instance(id) === undefined) this.#install.add(id);
    else this.#take(climb(this.#input, id), id);
  }

  /** A removed module goes when nothing that stays requires it any longer. */
  remove(id: ModuleId): void {
    const { graph } = this.#input;
    if (graph.parents(id).some((parent) => !this.#outdated.has(parent))) return;
    if (graph.instance(id) === undefined && this.#waiting.length + this.#refused.length > 0) return;
    this.#install.add(id);
    if (graph.instance(id) !== undefined) this.#outdated.add(id);
    this.#boundaries.delete(id);
  }

  finish(): Plan {
    const accepted = new Map<ModuleId, Set<ModuleId>>();
    for (const [parent, dependency] of this.#accepted) {
      if (this.#outdated.has(parent)) continue;
      accepted.set(parent, (accepted.get(parent) ?? new Set()).add(dependency));
    }
    const order = this.#input.graph.childrenFirst(this.#outdated);
    return {
      install: this.#install,
      outdated: new Set(order),
      boundaries: order.filter((id) => this.#boundaries.has(id)),
      accepted,
      waiting: this.#waiting,
      refused: this.#refused,
    };
  }

  #take(result: Climb, id: ModuleId): void {
    switch (result.kind) {
      case 'waits':
        this.#waiting.push(id);
        return;
      case 'refused':
        this.#refused.push(...result.chains);
        return;
      case 'accepted':
        if (this.#input.changes.has(id)) this.#install.add(id);
        for (const module of result.outdated) this.#outdated.add(module);
        for (const module of result.boundaries) this.#boundaries.add(module);
        this.#accepted.push(...result.accepted);
        return;
      default:
        return result satisfies never;
    }
  }
}

/** Follows an update upwards from the module that changed. */
function climb(input: PlanInput, change: ModuleId): Climb {
  const below = new Map<ModuleId, ModuleId | undefined>([[change, undefined]]);
  const outdated = new Set<ModuleId>();
  const boundaries = new Set<ModuleId>();
  const accepted: (readonly [ModuleId, ModuleId])[] = [];
  const chains: Chain[] = [];
  let waits = false;
  const refuse = (reason: RefusalReason, ...top: ModuleId[]): void => {
    chains.push({ reason, modules: [...chainTo(below, top.shift() ?? change), ...top] });
  };
  for (const id of below.keys()) {
    outdated.add(id);
    const step = stepAt(input, id, change);
    if (step.kind === 'wait') waits = true;
    if (step.kind === 'refuse') refuse(step.reason, id);
    if (step.kind === 'boundary') for (const module of step.modules) boundaries.add(module);
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
  return { kind: 'accepted', outdated, boundaries, accepted };
}

/** Decides whether an update goes on beyond a module; declining beats registering, as accepting beats declining oneself. */
function stepAt(input: PlanInput, id: ModuleId, change: ModuleId): Step {
  const hot = input.graph.instance(id)?.hot;
  if (hot === undefined) return { kind: 'stop' };
  if (hot._selfDeclined && hot._selfAccepted === false) return { kind: 'refuse', reason: 'self-declined' };
  const boundary = input.boundaryAt(id, change);
  if (boundary?.kind === 'wait') return { kind: 'wait' };
  if (boundary?.kind === 'take') return { kind: 'boundary', modules: boundary.modules };
  if (hot._selfAccepted !== false) return { kind: 'boundary', modules: [id] };
  if (hot._main) return { kind: 'refuse', reason: 'unaccepted' };
  return { kind: 'climb' };
}

/** The way from the changed module up to `top`. */
function chainTo(below: ReadonlyMap<ModuleId, ModuleId | undefined>, top: ModuleId): ModuleId[] {
  const chain: ModuleId[] = [];
  for (let id: ModuleId | undefined = top; id !== undefined; id = below.get(id)) chain.push(id);
  return chain.reverse();
}
