/** Remembers the files of which a build has made something else than the lane, for no reason that passes. */

import type { Compilation, Compiler } from 'webpack';
import type { Patch } from '../patch';
import type { ReadNow } from './file-content';
import { readerFor } from './file-content';
import { findOther } from './other-changes';

/** The files of one compiler whose modules are changed by somebody else, such as a plugin or a loader with state. */
export class Mismatches {
  readonly #compiler: Compiler;
  readonly #read: ReadNow;
  readonly #files = new Set<string>();

  constructor(compiler: Compiler) {
    this.#compiler = compiler;
    this.#read = readerFor(compiler);
  }

  /** Whether a file is better left to the build. */
  has(file: string): boolean {
    return this.#files.has(file);
  }

  /**
   * Takes notice of a build that has something else than a patch said.
   *
   * @returns whether the file is remembered; not, where it or another one was saved meanwhile: the build has that too
   */
  note(compilation: Compilation, { content, file }: Pick<Patch, 'content' | 'file'>): boolean {
    const known = { isMeant: (name: string) => name === file, isLive: () => false };
    const isExplained =
      this.#read(file)?.equals(content) !== true || findOther(this.#compiler, compilation, known) !== undefined;
    if (!isExplained) this.#files.add(file);
    return !isExplained;
  }
}
