/** Holds back what has changed while the packages that it belongs to are being installed. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findPackageFolder } from './loaded-files';
import { Timer } from './timer';

/** How long nothing may come or go in a package until it is taken for installed, in milliseconds. */
const REST = 100;

/** After how long an installation is taken for one that was broken off, in milliseconds. */
const PATIENCE = 60_000;

/** Owns what has changed, and was not told of yet. */
export class InstalledChanges {
  readonly #onChange: (files: readonly string[]) => void;
  readonly #files = new Set<string>();
  readonly #timer: Timer = new Timer();

  /** @param onChange - called with the files, all at once */
  constructor(onChange: (files: readonly string[]) => void) {
    this.#onChange = onChange;
  }

  /** Takes files that have changed; those outside of `node_modules` are told of at once, unless others wait. */
  add(files: readonly string[]): void {
    const isWaiting = this.#files.size > 0;
    for (const file of files) this.#files.add(file);
    if (!isWaiting) this.#look(undefined, performance.now());
  }

  close(): void {
    this.#timer.stop();
    this.#files.clear();
  }

  #look(before: string | undefined, since: number): void {
    const folders = [...new Set([...this.#files].flatMap((file) => findPackageFolder(file) ?? []))];
    const now = folders.map(describe).join();
    const isAtRest = folders.length === 0 || (now === before && !folders.some(isBeingReplaced));
    if (!isAtRest && performance.now() - since < PATIENCE) {
      this.#timer.start(REST, () => this.#look(now, since));
      return;
    }
    const files = [...this.#files];
    this.#files.clear();
    this.#onChange(files);
  }
}

/** npm puts the old folder aside, and deletes it when everything is installed (@npmcli/arborist/lib/retire-path.js). */
function isBeingReplaced(folder: string): boolean {
  const aside = `.${path.basename(folder)}-`;
  return namesIn(path.dirname(folder), false).some((name) => name.startsWith(aside));
}

/** Tells one state of a package that is being written from another. */
function describe(folder: string): string {
  return `${folder} ${namesIn(folder, true).length}`;
}

function namesIn(folder: string, recursive: boolean): readonly string[] {
  try {
    return readdirSync(folder, { encoding: 'utf8', recursive });
  } catch {
    return [];
  }
}
