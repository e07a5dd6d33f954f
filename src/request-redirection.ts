/** Leads what an application imports as the runtime to this very copy of the package. */

import type { Compiler } from 'webpack';
import { PLUGIN_NAME } from './plugin-name';
import { RUNTIME_REQUEST } from './runtime-files';

/**
 * Redirects the public name of the runtime: to the live runtime, or to the pass-through where the plugin is not at
 * work. Another copy of the package would know nothing of this bundle, and a path is never taken for an external.
 *
 * @param target - what is imported instead
 */
export function redirectRuntimeRequests(compiler: Compiler, target: () => string): void {
  compiler.hooks.compile.tap(PLUGIN_NAME, ({ normalModuleFactory }) => {
    normalModuleFactory.hooks.beforeResolve.tap(PLUGIN_NAME, (data) => {
      if (data.request === RUNTIME_REQUEST) data.request = target();
    });
  });
}
