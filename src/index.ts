/** Names what a webpack configuration may import. */

export { HotReloadPlugin } from './plugin';
export { HotReloadError } from './errors';
export type { HotReloadErrorCode } from './errors';
export type { HotReloadPluginOptions, RunOptions } from './options';
export type { Chain, LogLevel, Notify, Outcome, ReloadMode } from '../runtime/protocol';
