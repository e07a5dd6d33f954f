/** Names what a webpack configuration may import. @module module-hot-reload */

export { HotReloadPlugin } from './plugin';
export { HotReloadError } from './errors';
export type { HotReloadErrorCode } from './errors';
export type { HotReloadPluginOptions, PortPolicy, RestartPolicy, RunOptions } from './options';
export type { LogLevel, Notify, ReloadMode } from '../runtime/protocol/bootstrap-options';
export type { Chain, Outcome } from '../runtime/protocol/outcome';
