/** Keeps builds from taking a file for empty that an editor has emptied, and is about to write. */

import type { Compiler } from 'webpack';
import { PLUGIN_NAME } from './plugin-name';

/** Pause between two looks at a file that is empty, in milliseconds. */
const PAUSE = 5;

/** How often to look before the file is taken for empty: it has been for a tenth of a second. */
const MOST_LOOKS = 20;

/** Before webpack reads the file for itself (webpack/lib/schemes/FileUriPlugin.js). */
const EARLY = -100;

/** The part of webpack's input file system that is used. */
interface Files {
  readFile(file: string, done: (error: Error | null, content?: Buffer | string) => void): void;
}

/**
 * Waits for the text of saved files that are empty, up to 100 ms each. Without that a build may fall between the moment
 * in which an editor empties a file and that in which it writes it, and a module without exports would go live.
 */
export function awaitTexts(compiler: Compiler): void {
  compiler.hooks.compilation.tap(PLUGIN_NAME, (compilation) => {
    const { readResource } = compiler.webpack.NormalModule.getCompilationHooks(compilation);
    readResource.for(undefined).tapAsync({ name: PLUGIN_NAME, stage: EARLY }, ({ resourcePath, fs }, done) => {
      if (compiler.modifiedFiles?.has(resourcePath) === true) awaitText(compiler, fs, resourcePath, done);
      else done();
    });
  });
}

/** Looks at what a build will read, again as long as that is empty; what cannot be read is left to the build. */
function awaitText(compiler: Compiler, files: Files, file: string, done: () => void, looks: number = MOST_LOOKS): void {
  files.readFile(file, (error, content) => {
    const lookAgain = (): void => {
      // What was read is remembered.
      compiler.inputFileSystem?.purge?.(file);
      awaitText(compiler, files, file, done, looks - 1);
    };
    if (error === null && content?.length === 0 && looks > 0) setTimeout(lookAgain, PAUSE);
    else done();
  });
}
