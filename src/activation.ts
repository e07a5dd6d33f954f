/** Decides when the plugin goes to work. */

import type { Compiler } from 'webpack';
import type { HotReloadConfig } from './options';
import { PLUGIN_NAME } from './plugin-name';

/**
 * Goes to work once, before the first compilation that is to be reloadable. Whether webpack watches is known for
 * certain only when it says so (`watchRun`): `options.watch` is not set by those who call `compiler.watch()` themselves.
 */
export function onActivation(compiler: Compiler, enabled: HotReloadConfig['enabled'], activate: () => void): void {
  let active = false;
  if (enabled === false) return;
  const activateOnce = (): void => {
    if (active) return;
    active = true;
    activate();
  };
  compiler.hooks.watchRun.tap(PLUGIN_NAME, activateOnce);
  if (enabled === true) compiler.hooks.beforeRun.tap(PLUGIN_NAME, activateOnce);
}
