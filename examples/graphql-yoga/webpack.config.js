/** Builds the server, runs it, and reloads it while it runs. */

const { HotReloadPlugin } = require('module-hot-reload');
const nodeExternals = require('webpack-node-externals');

/** @type {import('webpack').Configuration} */
module.exports = {
  mode: 'development',
  target: 'node20',
  context: __dirname,
  entry: './src/main.ts',
  devtool: 'source-map',
  stats: 'errors-warnings',
  resolve: { extensions: ['.ts', '.js'] },
  module: { rules: [{ test: /\.ts$/, loader: 'ts-loader', options: { transpileOnly: true } }] },
  // By the names in package.json, because a workspace has its packages in the node_modules above.
  externals: [nodeExternals({ modulesFromFile: true })],
  plugins: [new HotReloadPlugin({ run: { execArgv: ['--enable-source-maps'] } })],
};
