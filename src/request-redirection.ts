/** Leads what an application imports as the runtime to this very copy of the package. */

import type { Compiler } from 'webpack';
import { PLUGIN_NAME } from './plugin-name';
import { PASSTHROUGH_FILE, RUNTIME_INDEX_FILE, RUNTIME_REQUEST } from './runtime-files';

/**
 * Redirects the public name of the runtime: to the live runtime, or to the pass-through where the plugin is not at
 * work. Another copy of the package would know nothing of this bundle, and a path is never taken for an external.
 *
 * @param isLive - whether the plugin is at work
 */
export function redirectRuntimeRequests(compiler: Compiler, isLive: () => boolean): void {
  compiler.hooks.compile.tap(PLUGIN_NAME, ({ normalModuleFactory }) => {
    normalModuleFactory.hooks.beforeResolve.tap(PLUGIN_NAME, (data) => {
      if (data.request === RUNTIME_REQUEST) data.request = isLive() ? RUNTIME_INDEX_FILE : PASSTHROUGH_FILE;
    });
  });
}
