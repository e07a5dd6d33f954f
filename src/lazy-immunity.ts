/** Keeps the runtime out of lazy compilation: it has to run before anything is asked for. */

import type { Compiler } from 'webpack';
import { PLUGIN_NAME } from './plugin-name';
import { isRuntimeFileRequest } from './runtime-files';

type NormalModuleFactory = Parameters<Parameters<Compiler['hooks']['normalModuleFactory']['tap']>[1]>[0];
type ModuleHook = NormalModuleFactory['hooks']['module'];
type ModuleTap = ModuleHook['taps'][number];
type MakeProxy = Parameters<ModuleHook['tap']>[1];

/**
 * Keeps `experiments.lazyCompilation` from putting a proxy in the place of the runtime, whatever its `test` says: it takes
 * every entry, and a global one runs where there is nobody yet who could wait for it.
 */
export function keepRuntimeEager(compiler: Compiler): void {
  compiler.hooks.compile.tap(PLUGIN_NAME, ({ normalModuleFactory }) => {
    normalModuleFactory.hooks.module.intercept({ name: PLUGIN_NAME, register: letRuntimePass });
  });
}

/** A module is taken in a tap of this name (webpack/lib/hmr/LazyCompilationPlugin.js). */
function letRuntimePass<T extends ModuleTap>(tap: T): T {
  if (tap.name !== 'LazyCompilationPlugin') return tap;
  const makeProxy = tap.fn as MakeProxy;
  const fn: MakeProxy = (module, createData, resolveData) =>
    isRuntimeFileRequest(resolveData.context, resolveData.request)
      ? module
      : makeProxy(module, createData, resolveData);
  return { ...tap, fn };
}
