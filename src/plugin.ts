/** Adds hot reloading to a webpack compiler. */

import type { Compiler } from 'webpack';
import { onActivation } from './activation';
import { keepRuntimeBundled } from './externals-immunity';
import { nameJournalOf, publishBuilds } from './journal-publication';
import { resolveOptions } from './options';
import type { HotReloadPluginOptions } from './options';
import { validateOptions } from './options-schema';
import { followProcesses } from './processes/follow-processes';
import { redirectRuntimeRequests } from './request-redirection';
import { runEntry } from './run-entry';
import { injectRuntime } from './runtime-injection';

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
      const journal = nameJournalOf(compiler);
      injectRuntime(compiler, { ...config, journal }, strictErrorsAreOpen);
      const run = config.run ? runEntry(compiler, config.run, (pid) => follower.supervise(pid)) : () => undefined;
      const publisher = publishBuilds(compiler, (compilation) => {
        follower.publish(compilation);
        run(compilation);
      });
      const follower = followProcesses(compiler, {
        ...config,
        journal,
        keyboard: false,
        planCompaction: (compilation) => publisher.planCompaction(compilation),
      });
    });
    redirectRuntimeRequests(compiler, isActive);
    keepRuntimeBundled(compiler);
  }
}
