/** Holds the one runtime of this bundle, for those who cannot be handed it: the classes that applications construct. */

import type { InclusionOptions, KeepKey, ModuleWrapperApi, Unsubscribe } from './api';
import type { Inclusion } from './include-strategy';
import type { ModuleId } from './protocol/identifiers';
import type { Outcome } from './protocol/outcome';
import type { Holder, Registry } from './registry';
import type { ReloadRequest } from './reload-request';

/** What reloaders, wrappers and accessors need of the runtime. */
export interface Runtime {
  readonly registry: Registry;
  /** The module that an id, exports object, namespace, wrapper or accessor stands for. */
  identify(module: unknown): ModuleId | undefined;
  /** The modules being evaluated, outermost first. */
  evaluating(): readonly ModuleId[];
  /** The current exports; a module that was never evaluated is evaluated now. */
  exportsOf(id: ModuleId): unknown;
  /** Replaces an export until the module is reloaded. */
  write(id: ModuleId, name: PropertyKey, value: unknown): boolean;
  resourceOf(id: ModuleId): string;
  /** The generation of the last commit that evaluated a module. */
  generationOf(id: ModuleId): number;
  accessorOf(id: ModuleId): object;
  wrapperOf(id: ModuleId, options: InclusionOptions): ModuleWrapperApi;
  included(id: ModuleId, inclusion: Inclusion): readonly ModuleId[];
  /** Gives the module that is being evaluated the resource of a key. */
  keep<T>(key: KeepKey, factory: () => T, dispose: (resource: Awaited<T>) => unknown): T;
  /** Gives the module that is being evaluated a resource of its own. */
  renew<T>(factory: () => T, dispose: (resource: Awaited<T>) => unknown): T;
  /** Whether there is anything that could be applied. */
  hasPending(): boolean;
  request(request: ReloadRequest): Promise<Outcome>;
  onOutcome(listener: (outcome: Outcome) => void): Unsubscribe;
  listenTo(signal: string, holder: Holder): Unsubscribe;
  /** Keeps the process alive until the function that is returned is called. */
  keepAlive(): Unsubscribe;
  /** Takes what a listener threw. */
  reportListenerError(error: unknown): void;
}

let installed: Runtime | undefined;

/** Makes `runtime` the one of this bundle. */
export function installRuntime(runtime: Runtime): void {
  installed = runtime;
}

/** The runtime of this bundle. */
export function currentRuntime(): Runtime {
  if (installed === undefined)
    throw new Error('The bootstrap module has not run: this file was imported past the plugin.');
  return installed;
}
