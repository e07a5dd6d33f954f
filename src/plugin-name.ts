/** Names the plugin wherever webpack asks who is speaking. */

export const PLUGIN_NAME = 'HotReloadPlugin';
