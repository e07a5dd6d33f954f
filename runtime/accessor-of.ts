/** Gives applications the accessor of a module that need not be registered. */

import type { ModuleWrapperApi } from './api';
import { currentRuntime } from './current-runtime';
import { isObject } from './exports-object';
import { exportsNoObject, notAModule } from './module-wrapper';
import type { ModuleId } from './protocol/identifiers';

/** The object that always speaks for the current exports of a module. */
export const ModuleAttributeAccessor: {
  /**
   * Gives the accessor of a module.
   *
   * @param module - an exports object or namespace, a module id, a wrapper or an accessor
   * @returns always the same accessor for the same module
   * @throws HotReloadError `NOT_A_MODULE`
   */
  of<T extends object>(module: T | ModuleWrapperApi<T> | ModuleId): T;
} = {
  of<T extends object>(module: T | ModuleWrapperApi<T> | ModuleId): T {
    const runtime = currentRuntime();
    const id = runtime.identify(module);
    if (id === undefined) throw notAModule(module);
    const exports = runtime.exportsOf(id);
    if (!isObject(exports)) throw exportsNoObject(id, exports);
    return runtime.accessorOf(id) as T;
  },
};
