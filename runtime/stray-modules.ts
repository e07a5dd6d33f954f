/** Knows the modules that only disposed code or the runtime itself has required. */

import type { HotModule } from './host';
import type { ModuleId } from './protocol';

/**
 * A request still under way in old code may import a module that nobody had needed before. Nothing that is in use
 * depends on it, and webpack takes it for an entry, for it has no parents (createRequire and createModuleHotObject in
 * webpack/lib/hmr/HotModuleReplacement.runtime.js): every later update of it would be refused.
 */
export class StrayModules {
  readonly #ids = new Set<ModuleId>();
  #expected: ModuleId | undefined;

  /** The modules that were such when they were evaluated last. */
  get all(): Iterable<ModuleId> {
    return this.#ids;
  }

  /** Lets a module require another. */
  require<T>(caller: HotModule, request: ModuleId, work: () => T): T {
    return caller.hot.active ? work() : this.expect(request, work);
  }

  /** Lets a module be required that nothing in use depends on. */
  expect<T>(request: ModuleId, work: () => T): T {
    this.#expected = request;
    try {
      return work();
    } finally {
      this.#expected = undefined;
    }
  }

  /** Takes in a new instance, before it is evaluated. */
  admit(id: ModuleId, module: HotModule): void {
    const isStray = this.#expected === id || (this.#ids.has(id) && module.parents.length === 0);
    this.#expected = undefined;
    if (!isStray) {
      this.#ids.delete(id);
      return;
    }
    this.#ids.add(id);
    module.hot._main = false;
  }
}
