/** Knows which texts a build has read of the files that are edited while it runs. */

import type { Compiler } from 'webpack';
import type { Patch } from '../patch';
import type { PatchAge } from '../patch-settlement';
import { PLUGIN_NAME } from '../plugin-name';
import type { ReadNow } from './file-content';

/** After the wait for the text of an emptied file, and before webpack reads (webpack/lib/schemes/FileUriPlugin.js). */
const EARLY = -99;

/** A text, and when it was read. */
type ReadText = Pick<Patch, 'content' | 'readAt'>;

/** The texts of the build that runs, or that was the last one. */
export class BuiltTexts {
  readonly #read: ReadNow;
  readonly #texts = new Map<string, ReadText>();
  #begin = Infinity;

  /** @param read - reads a file */
  constructor(read: ReadNow) {
    this.#read = read;
  }

  /** A build begins: what it does not read, it has from the one before. */
  begin(): void {
    this.#texts.clear();
    this.#begin = performance.now();
  }

  note(file: string, text: ReadText): void {
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
    if (built === undefined) return readAt > this.#begin ? 'newer' : 'same';
    if (built.content.equals(content)) return 'same';
    const current = this.#read(file);
    if (current?.equals(content) === true) return 'newer';
    // What a build reads may be older than it seems: it comes from a cache, or has waited for its turn.
    return current?.equals(built.content) !== true && readAt > built.readAt ? 'newer' : 'older';
  }
}

/** Notes what the builds of a compiler read of the files that were saved. */
export function noteTexts(compiler: Compiler, texts: BuiltTexts): void {
  compiler.hooks.compilation.tap(PLUGIN_NAME, (compilation) => {
    const { readResource } = compiler.webpack.NormalModule.getCompilationHooks(compilation);
    readResource.for(undefined).tapAsync({ name: PLUGIN_NAME, stage: EARLY }, ({ fs, resourcePath }, done) => {
      // The lane itself reads from files of its own.
      if (fs !== compilation.inputFileSystem || compiler.modifiedFiles?.has(resourcePath) !== true) {
        done();
        return;
      }
      const readAt = performance.now();
      // What was read is remembered: webpack gets the same.
      fs.readFile(resourcePath, (error: Error | null, content?: Buffer | string) => {
        if (error === null && content !== undefined)
          texts.note(resourcePath, { content: Buffer.from(content), readAt });
        done();
      });
    });
  });
}
