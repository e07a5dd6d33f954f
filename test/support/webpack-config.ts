/** Writes the webpack configurations of applications under test. */

import type { HotReloadPluginOptions } from '../../src/options';

/**
 * Gives the text of a `webpack.config.js`.
 *
 * @param plugin - the options of the plugin; `false` leaves it out
 * @param changes - properties that replace the usual ones, as source text
 */
export function formatConfig(plugin: HotReloadPluginOptions | false, changes: string): string {
  return `
    const path = require('node:path');
    const { HotReloadPlugin } = require('module-hot-reload');
    module.exports = {
      mode: 'development',
      target: 'node20',
      context: path.join(__dirname, 'src'),
      entry: './main',
      output: { path: path.join(__dirname, 'dist') },
      devtool: false,
      stats: 'minimal',
      watchOptions: { aggregateTimeout: 5 },
      resolve: { extensions: ['.ts', '.js'] },
      module: { rules: [{ test: /\\.ts$/, loader: 'ts-loader', options: { transpileOnly: true } }] },
      plugins: [${plugin === false ? '' : `new HotReloadPlugin(${JSON.stringify(plugin)})`}],
      ${changes}
    };
  `;
}
