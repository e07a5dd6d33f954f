/** Adds hot reloading to a webpack compiler. */

import type { Compiler } from 'webpack';
import { generateAcceptanceLast } from './accept-order';
import { onActivation } from './activation';
import { keepRuntimeBundled } from './externals-immunity';
import { HotReloadError } from './errors';
import { developWith } from './development';
import { nameJournalOf } from './journal-publication';
import { keepRuntimeEager } from './lazy-immunity';
import { resolveOptions } from './options';
import type { HotReloadPluginOptions } from './options';
import { validateOptions } from './options-schema';
import { redirectRuntimeRequests } from './request-redirection';
import { keepResolvedExports } from './resolved-exports';
import { PASSTHROUGH_FILE } from './runtime-files';
import { injectRuntime } from './runtime-injection';

/** Each would write a journal and start the application. */
const taken = new WeakSet<Compiler>();

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
   * @throws webpack's `ValidationError` for a wrong option; HotReloadError `APPLIED_TWICE`
   */
  apply(compiler: Compiler): void {
    validateOptions(compiler, this.#options);
    if (taken.has(compiler)) throw appliedTwice();
    taken.add(compiler);
    const config = resolveOptions(this.#options);
    const strictErrorsAreOpen = compiler.options.output.strictModuleErrorHandling === undefined;
    let runtime = PASSTHROUGH_FILE;
    onActivation(compiler, config.enabled, () => {
      const journal = nameJournalOf(compiler);
      runtime = injectRuntime(compiler, { ...config, journal }, strictErrorsAreOpen);
      developWith(compiler, { ...config, journal });
      generateAcceptanceLast(compiler);
    });
    redirectRuntimeRequests(compiler, () => runtime);
    keepRuntimeBundled(compiler);
    keepRuntimeEager(compiler);
    keepResolvedExports(compiler);
  }
}

function appliedTwice(): HotReloadError {
  const sentence = 'HotReloadPlugin is in `plugins` of one configuration twice: leave one of them out.';
  return new HotReloadError('APPLIED_TWICE', sentence);
}
