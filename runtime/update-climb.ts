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

/** Modules that are evaluated again together: the same list for every update that one registration stops. */
export type Group = readonly ModuleId[];

/** What a registration makes of an update that reaches one of its modules. */
export type Boundary =
  | {
      readonly kind: 'take';
      /** What is evaluated again. */
      readonly modules: Group;
      /** Whether it was asked for by name: then what holds the same update back elsewhere goes with it. */
      readonly asked: boolean;
    }
  | { readonly kind: 'hold'; /** What is evaluated again once it is let go. */ readonly modules: Group }
  | { readonly kind: 'wait' }
  /** The module was asked for by name: it is evaluated again, and the update goes on to those who use it. */
  | { readonly kind: 'pass' };

/** What decides how far an update climbs. */
export interface ClimbInput {
  readonly graph: PlanGraph;
  /** The registration, if any, that stops the update of `change` at `module`. */
  boundaryAt(module: ModuleId, change: ModuleId): Boundary | undefined;
  /** Modules that asked for their importers to be updated (`module.hot.invalidate()`): their accepting themselves is void. */
  readonly invalidated: ReadonlySet<ModuleId>;
  /** Whether a change makes a module asynchronous, or synchronous, which rewrites all that import it. */
  turns(change: ModuleId): boolean;
  /** Whether another update has gone on from a module, and was taken on all ways: this one need not go there again. */
  isSettled?(module: ModuleId): boolean;
}

/** An update that stops at boundaries only. */
export interface AcceptedClimb {
  readonly kind: 'accepted';
  /** The modules on its way, the changed one first. */
  readonly climbed: ReadonlySet<ModuleId>;
  /** What is evaluated again where it was stopped. */
  readonly taken: ReadonlySet<Group>;
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
      readonly by: ReadonlySet<Group>;
      /** What becomes of it once it is let go. */
      readonly otherwise: AcceptedClimb;
    };

/** What is found at one module on the way up. */
type Step =
  | { readonly kind: 'climb' | 'stop' | 'self-accepted' }
  | Exclude<Boundary, { readonly kind: 'pass' }>
  | { readonly kind: 'refuse'; readonly reason: RefusalReason; /** Who declines. */ readonly by?: ModuleId };

/** Follows an update upwards from the module that changed. */
export function climb(input: ClimbInput, change: ModuleId): Climb {
  const ascent = new Ascent(input, change);
  if (ascent.isOnlyAsked()) return climbToAsked(input, change);
  return ascent.conclude();
}

/** What is found on the way up. */
class Ascent {
  readonly #input: ClimbInput;
  readonly #change: ModuleId;
  readonly #below: Map<ModuleId, ModuleId | undefined>;
  readonly #taken = new Set<Group>();
  readonly #selfAccepted = new Set<ModuleId>();
  readonly #accepted: (readonly [ModuleId, ModuleId])[] = [];
  readonly #chains: Chain[] = [];
  readonly #heldBy = new Set<Group>();
  /** The modules that were asked for by name, and are no boundaries. */
  readonly #passed = new Set<ModuleId>();
  #waits = false;
  #isAsked = false;

  constructor(input: ClimbInput, change: ModuleId) {
    this.#input = input;
    this.#change = change;
    this.#below = new Map([[change, undefined]]);
    for (const id of this.#below.keys()) this.#visit(id);
  }

  /** Whether the update reaches modules that were asked for by name, and apart from them nobody that takes it. */
  isOnlyAsked(): boolean {
    const others = this.#taken.size + this.#selfAccepted.size + this.#accepted.length;
    return this.#chains.length > 0 && this.#passed.size > 0 && others === 0 && !this.#waits;
  }

  conclude(): Climb {
    if (this.#chains.length > 0) return { kind: 'refused', chains: this.#chains };
    if (this.#waits) return { kind: 'waits' };
    const climbed = new Set(this.#below.keys());
    const taken = new Set(this.#taken);
    if (this.#passed.size > 0) taken.add([...this.#passed]);
    const rest = { selfAccepted: this.#selfAccepted, accepted: this.#accepted };
    const otherwise: AcceptedClimb = { kind: 'accepted', climbed, taken, ...rest };
    const goes = this.#heldBy.size === 0 || this.#isAsked || this.#passed.size > 0;
    return goes ? otherwise : { kind: 'held', by: this.#heldBy, otherwise };
  }

  #visit(id: ModuleId): void {
    const boundary = this.#input.boundaryAt(id, this.#change);
    if (boundary?.kind === 'pass') this.#passed.add(id);
    const step = stepAt(this.#input, id, this.#change, boundary);
    switch (step.kind) {
      case 'climb':
        for (const parent of this.#input.graph.parents(id)) this.#climbTo(parent, id);
        return;
      case 'self-accepted':
        this.#selfAccepted.add(id);
        return;
      case 'take':
      case 'hold':
        if (step.kind === 'take' && step.asked) this.#isAsked = true;
        this.#taken.add(step.modules);
        if (step.kind === 'hold') this.#heldBy.add(step.modules);
        return;
      case 'wait':
        this.#waits = true;
        return;
      case 'refuse':
        this.#refuse(step.reason, id, ...(step.by === undefined ? [] : [step.by]));
        return;
      case 'stop':
        return;
      default:
        return step satisfies never;
    }
  }

  #climbTo(parent: ModuleId, id: ModuleId): void {
    const hot = this.#input.graph.instance(parent)?.hot;
    if (hot?._declinedDependencies[id] === true) this.#refuse('declined', id, parent);
    else if (hot?._acceptedDependencies[id] !== undefined) this.#accepted.push([parent, id]);
    else if (!this.#below.has(parent) && this.#input.isSettled?.(parent) !== true) this.#below.set(parent, id);
  }

  #refuse(reason: RefusalReason, top: ModuleId, ...beyond: readonly ModuleId[]): void {
    this.#chains.push({ reason, modules: [...chainTo(this.#below, top), ...beyond] });
  }
}

/** Everything that the update of one module makes outdated. */
export function outdatedBy({ climbed, taken }: AcceptedClimb): ReadonlySet<ModuleId> {
  return new Set([...climbed, ...[...taken].flat()]);
}

/** Follows an update no further than to the modules that were asked for by name. */
export function climbToAsked(input: ClimbInput, change: ModuleId): Climb {
  const boundaryAt: ClimbInput['boundaryAt'] = (module, from) => {
    const boundary = input.boundaryAt(module, from);
    return boundary?.kind === 'pass' ? { kind: 'take', modules: [module], asked: true } : boundary;
  };
  return climb({ ...input, boundaryAt }, change);
}

/** Decides whether an update goes on beyond a module; declining beats registering, as accepting beats declining oneself. */
function stepAt(input: ClimbInput, id: ModuleId, change: ModuleId, boundary: Boundary | undefined): Step {
  const hot = input.graph.instance(id)?.hot;
  if (hot === undefined) return { kind: 'stop' };
  const selfAccepted = hot._selfAccepted !== false && !input.invalidated.has(id);
  if (hot._selfDeclined && !selfAccepted) return { kind: 'refuse', reason: 'self-declined' };
  if (boundary !== undefined && boundary.kind !== 'pass') {
    const by = findDecliner(input.graph, id);
    return by === undefined ? boundary : { kind: 'refuse', reason: 'declined', by };
  }
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
