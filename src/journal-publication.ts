/** Ties the journal to the course of a build. */

import type { Compilation, Compiler } from 'webpack';
import { nameJournal } from './journal-name';
import { JournalPublisher } from './journal-publisher';
import { keepManifests } from './manifests';
import { PLUGIN_NAME } from './plugin-name';

/** Names the journal of a compiler; the same wherever and whenever it is asked. */
export function nameJournalOf(compiler: Compiler): string {
  const { entry, output } = compiler.options;
  return nameJournal({
    name: compiler.name,
    entries: typeof entry === 'function' ? [] : Object.keys(entry),
    filename: typeof output.filename === 'string' ? output.filename : undefined,
  });
}

/**
 * Publishes every build without errors.
 *
 * @param compiler - the compiler whose builds are published
 * @param onPublished - called when the journal speaks for a build
 * @returns what publishes them
 */
export function publishBuilds(compiler: Compiler, onPublished: (compilation: Compilation) => void): JournalPublisher {
  const publisher = new JournalPublisher(compiler, nameJournalOf(compiler));
  compiler.hooks.thisCompilation.tap(PLUGIN_NAME, (compilation) => {
    const readManifest = keepManifests(compilation);
    // Ahead of HotModuleReplacementPlugin, which takes the new build for the old one in the same hook.
    compilation.hooks.record.tap({ name: PLUGIN_NAME, stage: -100 }, () =>
      publisher.remember(compilation, readManifest),
    );
    const { keep } = compiler.webpack.CleanPlugin.getCompilationHooks(compilation);
    // Anything but true leaves the decision to the options of the user (webpack/lib/output/CleanPlugin.js).
    keep.tap(PLUGIN_NAME, (file) => publisher.needs(file) || undefined);
  });
  // CleanPlugin deletes at stage 100 of the same hook.
  compiler.hooks.emit.tapPromise({ name: PLUGIN_NAME, stage: -100 }, async (compilation) =>
    publisher.prepare(compilation),
  );
  compiler.hooks.afterEmit.tapPromise({ name: PLUGIN_NAME, stage: 100 }, async (compilation) => {
    if (await publisher.publish(compilation)) onPublished(compilation);
  });
  return publisher;
}
