/** Asserts the types of what a webpack configuration imports. */

import { HotReloadPlugin } from 'module-hot-reload';
import type { HotReloadPluginOptions } from 'module-hot-reload';
import type { Configuration } from 'webpack';

import { type Equal, expectTrue } from './expect-type';

export const configuration: Configuration = {
  plugins: [
    new HotReloadPlugin(),
    new HotReloadPlugin({}),
    new HotReloadPlugin({
      mode: 'manual',
      signal: 'SIGHUP',
      run: { args: ['--port', '0'] },
      notify: { poll: 500 },
      fastLane: false,
      enabled: true,
      settleTimeout: 5_000,
      logLevel: 'debug',
    }),
    new HotReloadPlugin({ signal: false, run: true, notify: 'watch' }),
  ],
};

expectTrue<Equal<ConstructorParameters<typeof HotReloadPlugin>[0], HotReloadPluginOptions | undefined>>();

// @ts-expect-error -- no such option
new HotReloadPlugin({ modes: 'manual' });
// @ts-expect-error -- no such mode
new HotReloadPlugin({ mode: 'sometimes' });
// @ts-expect-error -- no such signal
new HotReloadPlugin({ signal: 'SIGRELOAD' });
// @ts-expect-error -- a signal is a name or `false`
new HotReloadPlugin({ signal: true });
// @ts-expect-error -- milliseconds are a number
new HotReloadPlugin({ notify: { poll: '500' } });
// @ts-expect-error -- milliseconds are a number
new HotReloadPlugin({ settleTimeout: '5s' });
// @ts-expect-error -- no such level
new HotReloadPlugin({ logLevel: 'loud' });
