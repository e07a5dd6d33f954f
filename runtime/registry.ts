/** Owns the registrations: which module is held by which reloader, and since when. */

import { type Inclusion, includedModules, isWholesale } from './include-strategy';
import type { ModuleGraph } from './module-graph';
import type { ModuleId } from './protocol/identifiers';
import type { WhenRefused } from './replacement';

/** A reloader, as far as registrations are concerned. */
export interface Holder {
  /** Whether updates are applied without being asked for. */
  readonly automatic: boolean;
  /** Whether updates wait until it is asked for them. */
  readonly manual: boolean;
  /** The modules that were being evaluated when it was created, outermost first. */
  readonly createdIn: readonly ModuleId[];
  /** How long asynchronous code of its modules may take, in milliseconds, where that is its own matter. */
  readonly settleTimeout: number | undefined;
  /** Sees to a replacement of the thread, where that is the application's own matter. */
  readonly whenRefused: WhenRefused | undefined;
  stop(): void;
}

/** One registered module. */
export interface Registration {
  readonly id: ModuleId;
  readonly holder: Holder;
  readonly inclusion: Inclusion;
  /** The included modules at registration, where later ones are not tracked. */
  readonly frozen: ReadonlySet<ModuleId> | undefined;
  /** The module whose evaluation registered it; the registration ends with that module. */
  readonly owner: ModuleId | undefined;
}

/** A registration that includes what another one would include. */
export interface Overlap {
  readonly other: Registration;
  /** A module that both include. */
  readonly shared: ModuleId;
}

/** What ended with some modules, until it is known whether they are gone for good. */
export interface Release {
  /** The modules are back. */
  takeBack(): void;
  /** The modules are gone. */
  finish(): void;
}

/** Knows every registration of one runtime. */
export class Registry {
  readonly #graph: ModuleGraph;
  readonly #registrations = new Map<ModuleId, Registration>();
  readonly #holders = new Map<ModuleId, Set<Holder>>();
  /** The modules that were being evaluated when a reloader was created. */
  readonly #reloaderHomes = new Set<ModuleId>();
  readonly #replacing = new Set<Holder>();

  constructor(graph: ModuleGraph) {
    this.#graph = graph;
  }

  /** Remembers a reloader as belonging to the module that creates it. */
  adopt(holder: Holder): void {
    if (holder.whenRefused !== undefined) this.#replacing.add(holder);
    for (const id of holder.createdIn) this.#reloaderHomes.add(id);
    const owner = holder.createdIn.at(-1);
    if (owner === undefined) return;
    const holders = this.#holders.get(owner) ?? new Set();
    this.#holders.set(owner, holders.add(holder));
  }

  /** Those who see to a replacement of this thread, where there are any. */
  replacers(): readonly WhenRefused[] {
    return [...this.#replacing].flatMap(({ whenRefused }) => whenRefused ?? []);
  }

  get(id: ModuleId): Registration | undefined {
    return this.#registrations.get(id);
  }

  all(): Iterable<Registration> {
    return this.#registrations.values();
  }

  add(id: ModuleId, holder: Holder, inclusion: Inclusion, owner: ModuleId | undefined): void {
    const frozen = inclusion.trackNewModules ? undefined : new Set(this.included(id, inclusion));
    this.#registrations.set(id, { id, holder, inclusion, frozen, owner });
  }

  remove(id: ModuleId): void {
    this.#registrations.delete(id);
  }

  /** The modules that a wrapper of `id` includes now. */
  included(id: ModuleId, inclusion: Inclusion): readonly ModuleId[] {
    const registration = this.#registrations.get(id);
    if (registration?.frozen !== undefined && registration.inclusion.recursive === inclusion.recursive) {
      return [...registration.frozen];
    }
    return includedModules(this.#graph, id, inclusion, {
      isBoundary: (module) => this.#registrations.has(module),
      holdsReloader: (module) => this.#reloaderHomes.has(module),
    });
  }

  /** The registration that a new one would share modules with, where that is not allowed, and one of those. */
  overlapping(id: ModuleId, inclusion: Inclusion): Overlap | undefined {
    const own = this.included(id, inclusion);
    for (const other of this.all()) {
      if (!isWholesale(inclusion) && !isWholesale(other.inclusion)) continue;
      const others = new Set(this.included(other.id, other.inclusion));
      const shared = [id, other.id, ...own].find((module) => others.has(module) && own.includes(module));
      if (shared !== undefined) return { other, shared };
    }
    return undefined;
  }

  /** The registrations by each module at which they stop an update. */
  coverage(): ReadonlyMap<ModuleId, Registration> {
    const covered = new Map<ModuleId, Registration>();
    for (const registration of this.all()) {
      const { id, inclusion } = registration;
      for (const module of isWholesale(inclusion) ? this.included(id, inclusion) : [id]) {
        covered.set(module, registration);
      }
    }
    return covered;
  }

  /**
   * How long asynchronous code may take when some modules are evaluated again, in milliseconds: the longest time that
   * one of their reloaders grants.
   */
  settleTimeout(modules: readonly ModuleId[], fallback: number): number {
    const granted = modules.flatMap((id) => this.get(id)?.holder.settleTimeout ?? []);
    return granted.length === 0 ? fallback : granted.reduce((longest, ms) => Math.max(longest, ms));
  }

  /** Ends what belongs to modules that are about to be replaced: their registrations and their reloaders. */
  release(ids: Iterable<ModuleId>): Release {
    const owners = new Set(ids);
    const holders = [...owners].map((id) => [id, this.#holders.get(id) ?? new Set<Holder>()] as const);
    const gone = new Set(holders.flatMap(([, own]) => [...own]));
    const ended = [...this.all()].filter(
      ({ owner, holder }) => gone.has(holder) || (owner !== undefined && owners.has(owner)),
    );
    for (const { id } of ended) this.#registrations.delete(id);
    for (const id of owners) this.#holders.delete(id);
    return {
      takeBack: () => {
        for (const registration of ended) this.#registrations.set(registration.id, registration);
        for (const [id, own] of holders) if (own.size > 0) this.#holders.set(id, own);
      },
      finish: () => {
        for (const holder of gone) {
          this.#replacing.delete(holder);
          holder.stop();
        }
      },
    };
  }
}
