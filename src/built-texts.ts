/** Knows which texts a build has read of the files that are edited while it runs. */

import type { Compiler } from 'webpack';
import type { Patch } from './patch';
import type { PatchAge } from './patch-settlement';
import { PLUGIN_NAME } from './plugin-name';
import type { ReadNow } from './fast-lane/file-content';
import { readerFor } from './fast-lane/file-content';
import { watcherOf } from './watcher';

/** After the wait for the text of an emptied file, and before webpack reads (webpack/lib/schemes/FileUriPlugin.js). */
const EARLY = -99;

/** The texts of the build that runs, or that was the last one. */
export class BuiltTexts {
  readonly #read: ReadNow;
  readonly #isReported: (file: string) => boolean;
  #texts = new Map<string, Buffer>();
  /** Those of the build before. */
  #former: ReadonlyMap<string, Buffer> = new Map();
  #begin = Infinity;

  /**
   * @param read - reads a file
   * @param isReported - whether a file was reported as saved since the build has begun
   */
  constructor(read: ReadNow, isReported: (file: string) => boolean) {
    this.#read = read;
    this.#isReported = isReported;
  }

  /** A build begins: what it does not read, it has from the one before. */
  begin(): void {
    this.#former = this.#texts;
    this.#texts = new Map();
    this.#begin = performance.now();
  }

  /** Whether the build before has read what a file holds now, although that was saved when it had begun. */
  hadRead(file: string): boolean {
    const text = this.#former.get(file);
    return text !== undefined && this.#read(file)?.equals(text) === true;
  }

  note(file: string, text: Buffer): void {
    this.#texts.set(file, text);
  }

  /** No build follows that would contain what was saved. */
  close(): void {
    this.#texts.clear();
    this.#begin = Infinity;
  }

  /** Compares the text that a patch was made of with the one that the build has. */
  ageOf({ content, file, readAt }: Pick<Patch, 'content' | 'file' | 'readAt'>): PatchAge {
    const built = this.#texts.get(file);
    // The watcher may be late, and report what was read before only when the build has begun without it.
    if (built === undefined) return readAt > this.#begin || this.#isReported(file) ? 'newer' : 'same';
    if (built.equals(content)) return 'same';
    // Otherwise another build follows, whatever was read first: nobody goes back to an older text meanwhile.
    return this.#read(file)?.equals(built) === true ? 'older' : 'newer';
  }
}

/**
 * Notes what the builds of a compiler read of the files that were saved.
 *
 * @param isPatched - whether there is a patch of a file: it may have been saved again while nobody watched it, for it was in no
 *   build that has failed meanwhile
 */
export function noteTexts(compiler: Compiler, isPatched: (file: string) => boolean): BuiltTexts {
  const isReported = (file: string): boolean => watcherOf(compiler)?.aggregatedChanges?.has(file) === true;
  const texts = new BuiltTexts(readerFor(compiler), isReported);
  compiler.hooks.watchRun.tap(PLUGIN_NAME, () => texts.begin());
  compiler.hooks.compilation.tap(PLUGIN_NAME, (compilation) => {
    const { readResource } = compiler.webpack.NormalModule.getCompilationHooks(compilation);
    readResource.for(undefined).tapAsync({ name: PLUGIN_NAME, stage: EARLY }, ({ fs, resourcePath }, done) => {
      // The lane itself reads from files of its own.
      const isSaved = compiler.modifiedFiles?.has(resourcePath) === true || isPatched(resourcePath);
      if (fs !== compilation.inputFileSystem || !isSaved) {
        done();
        return;
      }
      // What was read is remembered: webpack gets the same.
      fs.readFile(resourcePath, (error: Error | null, content?: Buffer | string) => {
        if (error === null && content !== undefined) texts.note(resourcePath, Buffer.from(content));
        done();
      });
    });
  });
  return texts;
}
