/** Starts reloaders in one line. */

import type { ReloaderOptions } from '../../runtime/api';
import type { ModuleId } from '../../runtime/protocol/identifiers';
import { AutomaticReloader, ManualReloader } from '../../runtime/reloader';

/** A running reloader that holds some modules. */
export function startReloader(modules: readonly ModuleId[], options?: ReloaderOptions): AutomaticReloader {
  const reloader = new AutomaticReloader(options);
  for (const id of modules) reloader.register(id);
  reloader.start();
  return reloader;
}

/** A reloader that holds some modules until it is told otherwise. */
export function holdModules(modules: readonly ModuleId[], options?: ReloaderOptions): ManualReloader {
  const reloader = new ManualReloader(options);
  for (const id of modules) reloader.register(id);
  return reloader;
}
