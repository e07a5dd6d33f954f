/** Knows which files somebody works on: they are likely to be saved again. */

/** How many files are remembered: these may be saved again while webpack builds. */
const MOST_FILES = 6;

/** How many others are looked at for one that may take the lane, as long as nothing was edited. */
const MOST_GUESSES = 200;

/** The files that were edited last. */
export class RecentFiles {
  #files: readonly string[] = [];

  /** The last one first. */
  get all(): readonly string[] {
    return this.#files;
  }

  note(file: string): void {
    this.#files = [file, ...this.#files.filter((other) => other !== file)].slice(0, MOST_FILES);
  }

  /**
   * Guesses what may be edited next.
   *
   * @param all - files that may be edited
   * @param rounds - how many guesses are needed
   * @returns what to try in each round, the likelier files first: each recent file gets its turn, the last one at the end
   */
  guesses(all: Iterable<string>, rounds: number): readonly (readonly string[])[] {
    const files = this.#files.length > 0 ? this.#files : [...all].slice(0, MOST_GUESSES);
    const turns = Math.max(1, this.#files.length);
    return Array.from({ length: rounds }, (_, round) => rotate(files, (rounds - 1 - round) % turns));
  }
}

function rotate(files: readonly string[], by: number): readonly string[] {
  return [...files.slice(by), ...files.slice(0, by)];
}
