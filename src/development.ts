/** Puts together what follows each build: the journal, the processes that run it, and the one that is supervised. */

import type { Compilation, Compiler } from 'webpack';
import { publishBuilds } from './journal-publication';
import type { HotReloadConfig } from './options';
import { followProcesses, type ProcessFollower } from './processes/follow-processes';
import { hasKeyboard } from './supervisor/keyboard';
import { PortKeeper } from './supervisor/ports/port-keeper';
import { superviseEntry } from './supervisor/supervision';

/** The options, and the file name of the journal relative to the output folder. */
export type DevelopmentConfig = HotReloadConfig & { readonly journal: string };

/**
 * Publishes every good build of a compiler, and looks after the processes that run it.
 *
 * @param compiler - the compiler that is about to watch
 */
export function developWith(compiler: Compiler, config: DevelopmentConfig): void {
  const publisher = publishBuilds(compiler, (compilation) => {
    follower.publish(compilation);
    run(compilation);
  });
  const follower = followProcesses(compiler, {
    ...config,
    keyboard: config.run !== false && hasKeyboard(config.run.keyboard),
    planCompaction: (compilation) => publisher.planCompaction(compilation),
  });
  const run = runApplication(compiler, config, follower);
}

/** Runs the application, if that is wanted; returns what is to be told of every build. */
function runApplication(
  compiler: Compiler,
  { run, mode }: DevelopmentConfig,
  follower: ProcessFollower,
): (compilation: Compilation) => void {
  if (run === false) return () => undefined;
  return superviseEntry({
    compiler,
    config: run,
    mode,
    ports: new PortKeeper(run.ports, run),
    onStart: (pid) => follower.supervise(pid),
    onRecord: (record) => follower.processes.note(record),
  });
}
