/** Puts the runtime into every bundle of a compiler, ahead of the application. */

import type { Compiler } from 'webpack';
import { formatBootstrapQuery } from '../runtime/protocol/bootstrap-options';
import type { BootstrapOptions } from '../runtime/protocol/bootstrap-options';
import { BOOTSTRAP_FILE } from './runtime-files';
import { addToWorkers } from './worker-injection';

const HMR_PLUGIN = 'HotModuleReplacementPlugin';

/**
 * Adds the runtime to a compiler that has not compiled yet.
 *
 * @param compiler - the compiler to extend
 * @param options - what the process has to know
 * @param strictErrorsAreOpen - whether the user left `output.strictModuleErrorHandling` open
 * @returns the request of the one module that the runtime is
 */
export function injectRuntime(
  compiler: Compiler,
  options: Omit<BootstrapOptions, 'isModule'>,
  strictErrorsAreOpen: boolean,
): string {
  if (!hasHotModuleReplacement(compiler)) addHotModuleReplacement(compiler, strictErrorsAreOpen);
  const request =
    BOOTSTRAP_FILE + formatBootstrapQuery({ ...options, isModule: compiler.options.output.module === true });
  // Without a name it is a global entry, which runs before every entry (webpack/lib/Compilation.js, seal).
  new compiler.webpack.EntryPlugin(compiler.context, request, {}).apply(compiler);
  addToWorkers(compiler, request);
  return request;
}

/** The taps tell it whoever applied the plugin: the configuration, `--hot`, a development server. */
function hasHotModuleReplacement(compiler: Compiler): boolean {
  return compiler.hooks.compilation.taps.some((tap) => tap.name === HMR_PLUGIN);
}

function addHotModuleReplacement(compiler: Compiler, strictErrorsAreOpen: boolean): void {
  // The plugin does the same where it is applied before webpack fills in its defaults.
  if (strictErrorsAreOpen) compiler.options.output.strictModuleErrorHandling = true;
  new compiler.webpack.HotModuleReplacementPlugin().apply(compiler);
}
