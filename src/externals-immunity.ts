/** Keeps the runtime inside the bundle, whatever `externals` say. */

import type { Compiler } from 'webpack';
import { PLUGIN_NAME } from './plugin-name';
import { isRuntimeFileRequest } from './runtime-files';

type NormalModuleFactory = Parameters<Parameters<Compiler['hooks']['normalModuleFactory']['tap']>[1]>[0];
type FactorizeHook = NormalModuleFactory['hooks']['factorize'];
type FactorizeTap = FactorizeHook['taps'][number];
type ResolveData = Parameters<Parameters<FactorizeHook['tapAsync']>[1]>[0];
type Factorize = (data: ResolveData, callback: (error?: Error | null) => void) => void;

/**
 * Keeps the runtime inside the bundle: no allowlist may be asked of the user. The hook `compile` is one that child
 * compilers do not inherit (webpack/lib/Compiler.js, createChildCompiler), and there are no externals to catch before it.
 */
export function keepRuntimeBundled(compiler: Compiler): void {
  compiler.hooks.compile.tap(PLUGIN_NAME, ({ normalModuleFactory }) => {
    normalModuleFactory.hooks.factorize.intercept({ name: PLUGIN_NAME, register: letRuntimePass });
  });
}

/**
 * Every kind of externals ends in a tap of this name (webpack/lib/externals/ExternalModuleFactoryPlugin.js). tapable
 * shows an interceptor the taps that are there already as well as those still to come.
 */
function letRuntimePass<T extends FactorizeTap>(tap: T): T {
  if (tap.name !== 'ExternalModuleFactoryPlugin' || tap.type !== 'async') return tap;
  const makeExternal = tap.fn as Factorize;
  const fn: Factorize = (data, callback) => {
    if (isRuntimeFileRequest(data.context, data.request)) callback();
    else makeExternal(data, callback);
  };
  return { ...tap, fn };
}
