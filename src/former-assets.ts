/** Knows the files that code of earlier builds may read: pages, templates and chunks whose names follow from what they hold. */

import type { Compilation } from 'webpack';
import { pathOf } from './module-resources';

/** The files of every published build since the last one that all processes run. */
export class FormerAssets {
  #newest: ReadonlySet<string> = new Set();
  #names: ReadonlySet<string> = new Set();

  /** A build was published. */
  add({ assets, assetsInfo }: Pick<Compilation, 'assets' | 'assetsInfo'>): void {
    const own = Object.keys(assets).filter((name) => assetsInfo.get(name)?.hotModuleReplacement !== true);
    // What a name says after the path is no part of the file's (getAssetFile in webpack/lib/output/CleanPlugin.js).
    this.#newest = new Set(own.map(pathOf));
    this.#names = new Set([...this.#names, ...this.#newest]);
  }

  /** Every process runs the newest build, or there is none. */
  forget(): void {
    this.#names = this.#newest;
  }

  has(file: string): boolean {
    return this.#names.has(file);
  }
}
