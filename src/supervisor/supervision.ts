/** Ties the application to the course of webpack: it starts with the first good build, and ends with the watch. */

import type { Compilation } from 'webpack';
import type { ProcessRecord } from '../../runtime/protocol/process-record';
import { HotReloadError, toCompilationError } from '../errors';
import { PLUGIN_NAME } from '../plugin-name';
import { chooseRunFile, listRunTargets } from './run-target';
import { Session, type SessionParts } from './session';

/** What the supervisor of a compiler's entry has to be told. */
export interface SupervisedEntry {
  /** A build was published. */
  readonly built: (compilation: Compilation) => void;
  /** A thread of some process has told of itself in another way than over the channel. */
  readonly reported: (record: ProcessRecord) => void;
}

/** Prepares to run the entry of a compiler. */
export function superviseEntry(parts: SessionParts): SupervisedEntry {
  const { compiler, config } = parts;
  const session = new Session(parts);
  if (compiler.watchMode) {
    session.watchConfiguration();
    // A process that is started while a build is broken runs the newest good one, as those do that run already.
    new compiler.webpack.NoEmitOnErrorsPlugin().apply(compiler);
  }
  // Closing a watch waits for nobody, closing a compiler does (webpack/lib/Watching.js, Compiler.js).
  compiler.hooks.watchClose.tap(PLUGIN_NAME, () => void session.stop('watch-closed'));
  compiler.hooks.shutdown.tapPromise(PLUGIN_NAME, async () => session.stop('end-requested'));
  return {
    built: (compilation) => {
      const file = compiler.watchMode ? findFile(compilation, config.entry) : undefined;
      if (file !== undefined) session.built({ hash: compilation.hash ?? '', file });
    },
    reported: (record) => session.reported(record),
  };
}

/** Finds the file to start; where there is none, the build says why. */
function findFile(compilation: Compilation, entry: string | undefined): string | undefined {
  try {
    return chooseRunFile(listRunTargets(compilation), entry);
  } catch (error) {
    if (!(error instanceof HotReloadError)) throw error;
    compilation.errors.push(toCompilationError(compilation.compiler, error));
    return undefined;
  }
}
