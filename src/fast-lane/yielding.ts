/** Lets saves be heard while webpack builds: some parts of a build take a tenth of a second or more in one go. */

import type { Compilation, Compiler } from 'webpack';
import { PLUGIN_NAME } from '../plugin-name';

/** How long webpack may go on, in milliseconds, before somebody looks whether the event loop is to have a turn. */
const MOST_TIME = 3;

/** Ahead of all caches (webpack/lib/Cache.js). */
const EARLY = -1_000;

/**
 * Gives the event loop turns wherever webpack may have to wait anyway: where it looks into its caches, which may be on disk,
 * and between the parts of a build that plugins may take their time for.
 *
 * @param isWanted - whether there is something to be heard of; builds take a tenth longer where turns are given all the time
 */
export function giveTurns(compiler: Compiler, isWanted: () => boolean): void {
  const pause = createPause(isWanted);
  compiler.cache.hooks.get.tapAsync({ name: PLUGIN_NAME, stage: EARLY }, (_name, _etag, _handlers, done) => {
    pause(() => done());
  });
  compiler.hooks.thisCompilation.tap(PLUGIN_NAME, ({ hooks }: Compilation) => {
    hooks.finishModules.tapAsync(PLUGIN_NAME, (_modules, done) => pause(done));
    hooks.optimizeTree.tapAsync(PLUGIN_NAME, (_chunks, _modules, done) => pause(done));
    hooks.optimizeChunkModules.tapAsync(PLUGIN_NAME, (_chunks, _modules, done) => pause(done));
    hooks.processAssets.tapAsync(PLUGIN_NAME, (_assets, done) => pause(done));
  });
}

/** What calls back at once, mostly; otherwise all that asks goes on together after the turn. */
function createPause(isWanted: () => boolean): (goOn: () => void) => void {
  let since = 0;
  let isPausing = false;
  const isDue = (): boolean => {
    const now = performance.now();
    if (now - since < MOST_TIME) return false;
    since = now;
    return isWanted();
  };
  return (goOn) => {
    isPausing ||= isDue();
    if (!isPausing) {
      goOn();
      return;
    }
    setImmediate(() => {
      isPausing = false;
      since = performance.now();
      goOn();
    });
  };
}
