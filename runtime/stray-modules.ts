/** Knows the modules that only disposed code or the runtime itself has required. */

import type { HotModule } from './host';
import type { ModuleId } from './protocol/identifiers';

/**
 * A request still under way in old code may import a module that nobody had needed before. Nothing that is in use
 * depends on it, and webpack takes it for an entry, for it has no parents (createRequire and createModuleHotObject in
 * webpack/lib/hmr/HotModuleReplacement.runtime.js): every later update of it would be refused.
 */
export class StrayModules {
  readonly #ids = new Set<ModuleId>();
  readonly #leftBehind = new Set<ModuleId>();
  #expected: { readonly id: ModuleId; readonly byDisposed: boolean } | undefined;

  /** The modules that only disposed code had required when they were evaluated. */
  get leftBehind(): Iterable<ModuleId> {
    return this.#leftBehind;
  }

  /** Lets a module require another. */
  require<T>(caller: HotModule, request: ModuleId, work: (request: ModuleId) => T): T {
    return caller.hot.active ? work(request) : this.#expect(request, true, work);
  }

  /** Lets a module be required that nothing in use depends on. */
  expect<T>(request: ModuleId, work: (request: ModuleId) => T): T {
    return this.#expect(request, false, work);
  }

  /** Takes in a new instance, before it is evaluated. */
  admit(id: ModuleId, module: HotModule): void {
    const expected = this.#expected?.id === id ? this.#expected : undefined;
    const isStray = expected !== undefined || (this.#ids.has(id) && module.parents.length === 0);
    this.#expected = undefined;
    this.#leftBehind.delete(id);
    if (!isStray) {
      this.#ids.delete(id);
      return;
    }
    this.#ids.add(id);
    if (expected?.byDisposed === true) this.#leftBehind.add(id);
    module.hot._main = false;
  }

  #expect<T>(id: ModuleId, byDisposed: boolean, work: (request: ModuleId) => T): T {
    this.#expected = { id, byDisposed };
    try {
      return work(id);
    } finally {
      this.#expected = undefined;
    }
  }
}
