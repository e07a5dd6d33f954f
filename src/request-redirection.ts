/** Leads what an application imports as the runtime to the live runtime of this very copy of the package. */

import type { Compiler } from 'webpack';
import { PLUGIN_NAME } from './plugin-name';
import { RUNTIME_INDEX_FILE, RUNTIME_REQUEST } from './runtime-files';

/**
 * Redirects the public name of the runtime. The exports of the package lead to the pass-through, which is right
 * wherever the plugin is not at work, and another copy of the package would know nothing of this bundle.
 */
export function redirectRuntimeRequests(compiler: Compiler): void {
  compiler.hooks.compile.tap(PLUGIN_NAME, ({ normalModuleFactory }) => {
    normalModuleFactory.hooks.beforeResolve.tap(PLUGIN_NAME, (data) => {
      if (data.request === RUNTIME_REQUEST) data.request = RUNTIME_INDEX_FILE;
    });
  });
}
