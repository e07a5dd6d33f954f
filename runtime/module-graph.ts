/** Answers questions about the modules that have been evaluated, and changes nothing. */

import { type HotHost, type HotModule, toId } from './host';
import type { ModuleId } from './protocol/identifiers';
import { isCode } from './removed-module';
import type { Resources } from './resources';

/** A read-only view of the bundle's module graph. */
export class ModuleGraph {
  readonly #host: HotHost;
  readonly #resources: Resources;

  constructor(host: HotHost, resources: Resources) {
    this.#host = host;
    this.#resources = resources;
  }

  /** The current instance of a module, if it has been evaluated. */
  instance(id: ModuleId): HotModule | undefined {
    return this.#host.cache[id];
  }

  /** Whether the bundle holds the module at all. */
  has(id: ModuleId): boolean {
    return this.#host.cache[id] !== undefined || isCode(this.#host.factories[id]);
  }

  /** The evaluated modules that require this one. */
  parents(id: ModuleId): readonly ModuleId[] {
    return this.instance(id)?.parents.filter((parent) => this.instance(parent) !== undefined) ?? [];
  }

  /** The evaluated modules that this one requires. */
  children(id: ModuleId): readonly ModuleId[] {
    return this.instance(id)?.children.filter((child) => this.instance(child) !== undefined) ?? [];
  }

  /** Every evaluated module. */
  all(): readonly ModuleId[] {
    return Object.keys(this.#host.cache).map(toId);
  }

  /** Absolute path of a module's file; empty where it is not known. */
  resource(id: ModuleId): string {
    return this.#resources.of(id);
  }

  /**
   * A module and everything it requires, directly or not.
   *
   * @param stop - modules that are left out, with what only they require
   */
  reachable(id: ModuleId, stop: (id: ModuleId) => boolean): readonly ModuleId[] {
    const found = new Set([id]);
    for (const module of found) {
      for (const child of this.children(module)) if (!stop(child)) found.add(child);
    }
    return [...found];
  }

  /** The order in which to evaluate modules so that each comes after those it requires. */
  childrenFirst(ids: ReadonlySet<ModuleId>): readonly ModuleId[] {
    const ordered = new Set<ModuleId>();
    const entered = new Set<ModuleId>();
    const stack = [...ids].reverse();
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      if (entered.has(id)) {
        stack.pop();
        ordered.add(id);
        continue;
      }
      entered.add(id);
      for (const child of [...this.children(id)].reverse())
        if (ids.has(child) && !entered.has(child)) stack.push(child);
    }
    return [...ordered];
  }
}
