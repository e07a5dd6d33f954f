/** Names what an application may import, where the plugin is at work. */

export type {
  AutomaticReloaderApi,
  CanRegister,
  CannotRegisterCode,
  InclusionOptions,
  KeepKey,
  ManualReloaderApi,
  ModuleLike,
  ModuleWrapperApi,
  RecursiveStrategy,
  ReloaderApi,
  ReloaderOptions,
  Unsubscribe,
  WrapperEvents,
} from './api';
export { HotReloadError } from './errors';
export { ModuleAttributeAccessor } from './accessor-of';
export { keep, renew } from './keep';
export { ModuleWrapper } from './module-wrapper';
export { AutomaticReloader, ManualReloader } from './reloader';
export type { ModuleId } from './protocol/identifiers';
export type { Chain, Outcome, RefusalReason, SerializedError } from './protocol/outcome';
