/** Starts the emitted entry while webpack watches, and stops it with webpack. */

import type { Compilation, Compiler } from 'webpack';
import { EntryProcess } from './entry-process';
import { HotReloadError, toCompilationError } from './errors';
import type { RunConfig } from './options';
import { PLUGIN_NAME } from './plugin-name';
import { chooseRunFile, listRunTargets } from './run-target';

/** The signals by which people and process managers end a compiler. */
const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Prepares to run the entry of a compiler.
 *
 * @param onStarted - is told each process that was started
 * @returns what to call after every published build
 */
export function runEntry(
  compiler: Compiler,
  config: RunConfig,
  onStarted: (pid: number) => void,
): (compilation: Compilation) => void {
  const entry = new EntryProcess(config);
  // Closing a watch waits for nobody, closing a compiler does (webpack/lib/watch/Watching.js, Compiler.js).
  compiler.hooks.watchClose.tap(PLUGIN_NAME, () => void entry.stop());
  compiler.hooks.shutdown.tapPromise(PLUGIN_NAME, async () => entry.stop());
  return (compilation) => {
    if (compiler.watchMode) startEntry(compilation, config, entry);
    if (entry.pid !== undefined) onStarted(entry.pid);
  };
}

function startEntry(compilation: Compilation, config: RunConfig, entry: EntryProcess): void {
  try {
    const ended = entry.start(chooseRunFile(listRunTargets(compilation), config.entry));
    if (ended) void ended.then(stopWithThisProcess(entry));
  } catch (error) {
    if (!(error instanceof HotReloadError)) throw error;
    compilation.errors.push(toCompilationError(compilation.compiler, error));
  }
}

/** A signal that nobody else handles keeps its usual effect, only later. */
function stopWithThisProcess(entry: EntryProcess): () => void {
  const kill = (): void => entry.kill();
  const onSignal = (signal: NodeJS.Signals): void => {
    void entry.stop().finally(() => {
      unwire();
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  };
  const unwire = (): void => {
    process.off('exit', kill);
    for (const signal of END_SIGNALS) process.off(signal, onSignal);
  };
  process.on('exit', kill);
  for (const signal of END_SIGNALS) process.on(signal, onSignal);
  return unwire;
}
