/** Adds hot reloading to a webpack compiler. */

import type { Compilation, Compiler } from 'webpack';
import { onActivation } from './activation';
import { keepRuntimeBundled } from './externals-immunity';
import { nameJournalOf, publishBuilds } from './journal-publication';
import { resolveOptions } from './options';
import type { HotReloadConfig, HotReloadPluginOptions } from './options';
import { validateOptions } from './options-schema';
import { redirectRuntimeRequests } from './request-redirection';
import { injectRuntime } from './runtime-injection';
import { RELEASED_PORTS } from './supervisor/port-keeper';
import { superviseEntry } from './supervisor/supervision';

/**
 * Makes every edit that `webpack --watch` builds go live in the running process, whole or not at all. Outside of watch
 * mode it adds nothing to the bundle.
 *
 * @example
 * ```ts
 * import { HotReloadPlugin } from 'module-hot-reload';
 *
 * export default { target: 'node', entry: './src/main.ts', plugins: [new HotReloadPlugin()] };
 * ```
 */
export class HotReloadPlugin {
  readonly #options: HotReloadPluginOptions;

  /** @param options - all optional; a wrong one stops the build and says what it accepts */
  constructor(options: HotReloadPluginOptions = {}) {
    this.#options = options;
  }

  /**
   * Called by webpack.
   *
   * @param compiler - the compiler whose builds are to be reloadable
   * @throws webpack's `ValidationError` for a wrong option
   */
  apply(compiler: Compiler): void {
    validateOptions(compiler, this.#options);
    const config = resolveOptions(this.#options);
    const strictErrorsAreOpen = compiler.options.output.strictModuleErrorHandling === undefined;
    const isActive = onActivation(compiler, config.enabled, () => {
      injectRuntime(compiler, { ...config, journal: nameJournalOf(compiler) }, strictErrorsAreOpen);
      publishBuilds(compiler, runApplication(compiler, config));
    });
    redirectRuntimeRequests(compiler, isActive);
    keepRuntimeBundled(compiler);
  }
}

/** Runs the application, if that is wanted; returns what is to be told of every build. */
function runApplication(compiler: Compiler, { run, mode }: HotReloadConfig): (compilation: Compilation) => void {
  if (run === false) return () => undefined;
  return superviseEntry({ compiler, config: run, mode, ports: RELEASED_PORTS, onRecord: () => undefined });
}
