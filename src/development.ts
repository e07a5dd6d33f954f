/** Puts together what follows each build: the journal, the processes that run it, and the one that is supervised. */

import type { Compiler } from 'webpack';
import { awaitTexts } from './emptied-files';
import { noteTexts } from './built-texts';
import { openFastLane } from './fast-lane/lane-opening';
import { suggestConfiguration } from './hints/hint-printing';
import { chooseIdleFlag } from './idle-memory';
import { publishBuilds } from './journal-publication';
import type { HotReloadConfig } from './options';
import { followProcesses } from './processes/follow-processes';
import type { ProcessFollower, PublishedBuilds } from './processes/process-follower';
import { requestReload } from './processes/reload-request';
import { hasKeyboard } from './supervisor/keyboard';
import { PortKeeper } from './supervisor/ports/port-keeper';
import { type SupervisedEntry, superviseEntry } from './supervisor/supervision';
import { forgetUnscanned } from './unscanned-files';

/** The options, and the file name of the journal relative to the output folder. */
export type DevelopmentConfig = HotReloadConfig & { readonly journal: string };

/**
 * Publishes every good build of a compiler, and looks after the processes that run it.
 *
 * @param compiler - the compiler that is about to watch
 */
export function developWith(compiler: Compiler, config: DevelopmentConfig): void {
  awaitTexts(compiler);
  forgetUnscanned(compiler);
  const texts = noteTexts(compiler, (file) => publisher.patches.has(file));
  const publisher = publishBuilds(compiler, (compilation) => {
    follower.publish(compilation);
    application?.built(compilation);
  });
  const processes = {
    ...config,
    keyboard: config.run !== false && hasKeyboard(config.run.keyboard),
    replaces: config.run !== false && config.run.restart === 'when-needed',
    builds: publisher,
  };
  const follower = followProcesses(compiler, processes, (file) => texts.hadRead(file));
  const application = runApplication(compiler, config, follower, publisher);
  suggestConfiguration(compiler, config);
  if (config.fastLane) openFastLane(compiler, publisher, texts, (patch) => follower.patch(patch));
}

/** Runs the application, if that is wanted. */
function runApplication(
  compiler: Compiler,
  { journal, mode, run }: DevelopmentConfig,
  follower: ProcessFollower,
  builds: PublishedBuilds,
): SupervisedEntry | undefined {
  if (run === false) return undefined;
  const application = superviseEntry({
    compiler,
    config: run,
    mode,
    ports: new PortKeeper(run.ports, { ...run, v8Flag: chooseIdleFlag(run.execArgv) }),
    onStart: (pid) => follower.supervise(pid),
    onRecord: (record) => follower.processes.note(record),
    reload: () => void requestReload(compiler.outputPath, journal),
    hasReached: (build, goal) => builds.hasReached(build, goal),
    belongsTo: (record, pid) => follower.belongsTo(record, pid),
  });
  follower.processes.onChange((record) => record && application.reported(record));
  return application;
}
