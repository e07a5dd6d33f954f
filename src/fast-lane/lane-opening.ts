/** Connects a fast lane with the compiler that it is ahead of. */

import type { Compiler } from 'webpack';
import { letHeapGrow } from '../heap-growth';
import { keepIdleMemory } from '../idle-memory';
import type { JournalPublisher } from '../journal-publisher';
import { PLUGIN_NAME } from '../plugin-name';
import { BuildReview } from './build-review';
import type { BuiltTexts } from '../built-texts';
import { FastLane } from './fast-lane';
import type { PublishedEdit } from './fast-lane';
import { withholdSnapshots } from './fresh-module';
import { LaneLog } from './lane-log';
import { Mismatches } from './mismatches';
import { followChanges } from './other-changes';
import { giveTurns } from './yielding';

/** In larger bundles each build leaves so much that it is better collected between builds: they take 6 % longer else. */
const MOST_MODULES = 2_000;

/**
 * Opens the fast lane of a compiler that watches. Whatever happens in it, webpack's own build follows.
 *
 * @param compiler - the compiler whose files are edited
 * @param publisher - publishes its builds
 * @param texts - what they have read
 * @param onPublished - called with every edit that was published ahead of its build
 */
export function openFastLane(
  compiler: Compiler,
  publisher: JournalPublisher,
  texts: BuiltTexts,
  onPublished: (edit: PublishedEdit) => void,
): void {
  const records = { log: new LaneLog(compiler), mismatches: new Mismatches(compiler), texts };
  const lane = new FastLane(compiler, publisher, records, onPublished);
  withholdSnapshots(compiler);
  giveTurns(compiler, () => lane.isWaiting);
  publisher.patches.observe(new BuildReview(records, lane));
  compiler.hooks.watchRun.tap(PLUGIN_NAME, () => lane.begin());
  compiler.hooks.done.tapPromise(PLUGIN_NAME, async ({ compilation }) => lane.enter(compilation));
  compiler.hooks.afterDone.tap(PLUGIN_NAME, ({ compilation }) => {
    letHeapGrow();
    if (compilation.modules.size <= MOST_MODULES) keepIdleMemory();
    // webpack begins to watch right afterwards (webpack/lib/watch/Watching.js).
    setImmediate(() => lane.prepare(compilation));
  });
  // Ahead of those who tell of it: they ask what is published.
  compiler.hooks.failed.tap({ name: PLUGIN_NAME, stage: -100 }, () => void lane.fail());
  compiler.hooks.watchClose.tap(PLUGIN_NAME, () => lane.close());
  compiler.hooks.invalid.tap(PLUGIN_NAME, (file) => {
    if (file === null) return;
    followChanges(compiler, (next) => lane.notice(next));
    lane.notice(file);
  });
}
