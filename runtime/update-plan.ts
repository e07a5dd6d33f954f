/** Decides what an update does to the running modules: which are outdated, where it stops, and what is refused. */

import type { ModuleId } from './protocol/identifiers';
import type { Chain, RefusalReason } from './protocol/outcome';
import { letGo } from './held-changes';
import { climbAll } from './shared-climbs';
import { type AcceptedClimb, type Climb, climbToAsked, type ClimbInput, type Group } from './update-climb';

/** Everything a plan is made of. */
export interface PlanInput extends ClimbInput {
  /** Modules whose code is new, and those that were removed. */
  readonly changes: ReadonlyMap<ModuleId, 'changed' | 'removed'>;
  /** Refusals that do not count: their changes just stay as they are. */
  readonly ignored: ReadonlySet<RefusalReason>;
  /** Whether nothing is done where anything is refused. */
  readonly whole: boolean;
  /** Modules that are evaluated again whether or not they changed. */
  readonly forced: ReadonlySet<ModuleId>;
  /** Whether what stops an update at a module depends on nothing but the module, and nobody asks what each of them does. */
  readonly uniform: boolean;
}

/** What a transaction is to do. */
export interface Plan {
  /** Modules whose pending code is installed. */
  readonly install: ReadonlySet<ModuleId>;
  /** Evaluated modules that leave the cache. */
  readonly outdated: ReadonlySet<ModuleId>;
  /** Outdated modules that are evaluated at once and keep their exports object, those they require first. */
  readonly boundaries: readonly ModuleId[];
  /** Those boundaries that accept themselves and are not registered; they come after the accept handlers. */
  readonly selfAccepted: ReadonlySet<ModuleId>;
  /** Outdated dependencies, by the module that accepts them. */
  readonly accepted: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>;
  /** Changes that wait for a signal or a call. */
  readonly waiting: readonly ModuleId[];
  readonly refused: readonly Chain[];
  /** What was found for each change, in order. */
  readonly effects: readonly Effect[];
}

/** Where an update stops: the modules whose importers are not evaluated again. */
export function listBoundaries({ accepted, boundaries }: Pick<Plan, 'accepted' | 'boundaries'>): readonly ModuleId[] {
  return [...new Set([...boundaries, ...[...accepted.values()].flatMap((dependencies) => [...dependencies])])];
}

/** What becomes of one change. */
export interface Effect {
  readonly module: ModuleId;
  readonly climb: Climb | { readonly kind: 'removed' };
}

/** Makes the plan for an update. */
export function planUpdate(input: PlanInput): Plan {
  const draft = new Draft(input);
  const { changes, forced, graph, invalidated } = input;
  const changed = listOf(changes, 'changed');
  const isEvaluated = (id: ModuleId): boolean => graph.instance(id) !== undefined;
  const asked = [...forced, ...invalidated].filter((id) => !changes.has(id));
  draft.installNew(changed.filter((id) => !isEvaluated(id)));
  const climbing = [...asked, ...changed.filter(isEvaluated)];
  for (const [id, result] of letGo(climbAll(input, climbing, input.uniform))) draft.take(id, result);
  for (const id of forced) if (changes.has(id)) draft.evaluate(id);
  draft.remove(listOf(changes, 'removed'));
  return draft.finish();
}

function listOf(changes: PlanInput['changes'], kind: 'changed' | 'removed'): readonly ModuleId[] {
  return [...changes].filter(([, change]) => change === kind).map(([id]) => id);
}

/** A plan in the making. */
class Draft {
  readonly #input: PlanInput;
  readonly #install = new Set<ModuleId>();
  readonly #outdated = new Set<ModuleId>();
  readonly #boundaries = new Set<ModuleId>();
  readonly #taken = new Set<Group>();
  readonly #selfAccepted = new Set<ModuleId>();
  readonly #effects: Effect[] = [];
  readonly #accepted: (readonly [ModuleId, ModuleId])[] = [];
  readonly #waiting: ModuleId[] = [];
  readonly #refused: Chain[] = [];

  constructor(input: PlanInput) {
    this.#input = input;
  }

  /** Code that was never evaluated concerns nobody yet. */
  installNew(ids: readonly ModuleId[]): void {
    for (const id of ids) this.#install.add(id);
  }

  /** Evaluates again what was asked for by name, with the code that it has, where its change is left out. */
  evaluate(id: ModuleId): void {
    if (this.#install.has(id)) return;
    const result = climbToAsked(this.#input, id);
    if (result.kind === 'accepted') this.#accept(result);
  }

  take(id: ModuleId, result: Climb): void {
    this.#effects.push({ module: id, climb: result });
    switch (result.kind) {
      case 'waits':
      case 'held':
        this.#waiting.push(id);
        return;
      case 'refused':
        this.#refused.push(...result.chains.filter(({ reason }) => !this.#input.ignored.has(reason)));
        return;
      case 'accepted':
        if (this.#input.changes.has(id)) this.#install.add(id);
        this.#accept(result);
        return;
      default:
        return result satisfies never;
    }
  }

  #accept(result: AcceptedClimb): void {
    for (const module of result.climbed) this.#outdated.add(module);
    for (const group of result.taken) this.#evaluateAgain(group);
    for (const module of result.selfAccepted) {
      this.#boundaries.add(module);
      this.#selfAccepted.add(module);
    }
    for (const pair of result.accepted) this.#accepted.push(pair);
  }

  /** Once for all the updates that one registration stops: there may be as many as it has modules. */
  #evaluateAgain(group: Group): void {
    if (this.#taken.has(group)) return;
    this.#taken.add(group);
    for (const module of group) {
      this.#outdated.add(module);
      this.#boundaries.add(module);
    }
  }

  /**
   * Removed modules go when nothing that requires them stays. As long as any change is left out, old code may come
   * back for them: their code is kept.
   */
  remove(ids: readonly ModuleId[]): void {
    const { graph } = this.#input;
    const going = this.#findGoing(ids);
    const isComplete = this.#waiting.length + this.#refused.length === 0 && going.size === ids.length;
    for (const id of going) {
      const isEvaluated = graph.instance(id) !== undefined;
      if (!isComplete && !isEvaluated) continue;
      this.#effects.push({ module: id, climb: { kind: 'removed' } });
      this.#boundaries.delete(id);
      if (isComplete) this.#install.add(id);
      if (isEvaluated) this.#outdated.add(id);
    }
  }

  /** Outdated modules whose code stays as it is will require again what they required before. */
  #findGoing(ids: readonly ModuleId[]): ReadonlySet<ModuleId> {
    const going = new Set(ids);
    const isNeeded = (id: ModuleId): boolean =>
      this.#input.graph.parents(id).some((parent) => !going.has(parent) && !this.#install.has(parent));
    for (let size = -1; size !== going.size;) {
      size = going.size;
      for (const id of ids) if (isNeeded(id)) going.delete(id);
    }
    return going;
  }

  finish(): Plan {
    if (this.#input.whole && this.#refused.length > 0) return this.#refusal();
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
      selfAccepted: this.#selfAccepted,
      accepted,
      waiting: this.#waiting,
      refused: this.#refused,
      effects: this.#effects,
    };
  }

  /** Touches nothing, and tells why. */
  #refusal(): Plan {
    const nothing = { install: new Set<ModuleId>(), outdated: new Set<ModuleId>(), boundaries: [] };
    const rest = { selfAccepted: new Set<ModuleId>(), accepted: new Map<ModuleId, Set<ModuleId>>() };
    return { ...nothing, ...rest, waiting: this.#waiting, refused: this.#refused, effects: this.#effects };
  }
}
