/** Knows the build that edits are compared with: the newest one, or the good one before it where that has failed. */

import type { Compilation, Module } from 'webpack';

/** The builds of one compiler. */
export class Baseline {
  readonly #patchable: () => string | undefined;
  #newest: Compilation | undefined;
  #good: Compilation | undefined;
  #changed: ReadonlySet<string> = new Set();

  /** @param patchable - the full hash of the build that was published last */
  constructor(patchable: () => string | undefined) {
    this.#patchable = patchable;
  }

  /** The newest build that is finished. */
  get newest(): Compilation | undefined {
    return this.#newest;
  }

  /** The build that edits can be compared with: it is published, and what has failed since has failed for its modules. */
  get compilation(): Compilation | undefined {
    if (this.#good === undefined || this.#good.hash !== this.#patchable()) return undefined;
    return this.isNewest || blamesModules(this.#newest) ? this.#good : undefined;
  }

  /** Whether nothing has failed since. */
  get isNewest(): boolean {
    return this.#newest === this.#good;
  }

  /**
   * Whether webpack may not know any more what this build had of a module: it forgets that when the next build begins, unless
   * that has the module as well (`cleanupForCache` in webpack/lib/Module.js).
   */
  hasForgotten(module: Module): boolean {
    if (this.isNewest) return false;
    return this.#newest?.modules.has(module) !== true || this.#changed.has(module.nameForCondition() ?? '');
  }

  /** Files of that build that have changed since, for builds that have failed. */
  get changed(): ReadonlySet<string> {
    return this.#changed;
  }

  /**
   * A build is finished.
   *
   * @param isGood - whether it was published, and has no errors
   * @param changed - files that have changed since the build before
   */
  enter(compilation: Compilation, isGood: boolean, changed: readonly string[]): void {
    this.#newest = compilation;
    if (isGood) {
      this.#good = compilation;
      this.#changed = new Set();
    } else {
      const files = changed.filter((file) => this.#good?.fileDependencies.has(file) === true);
      this.#changed = new Set([...this.#changed, ...files]);
    }
  }

  /** Nothing is watched any more. */
  close(): void {
    this.#newest = undefined;
    this.#good = undefined;
    this.#changed = new Set();
  }
}

/** Whether nothing has failed but modules: what a plugin complains of, such as types, is nothing that a patch is known to mend. */
function blamesModules(build: Compilation | undefined): boolean {
  if (build === undefined || build.errors.length === 0) return false;
  const isBlamed = (error: Error): boolean => 'module' in error && error.module instanceof Object;
  return build.errors.every(isBlamed) && !build.children.some((child) => child.getStats().hasErrors());
}
