/** Builds and runs the example server of examples/http, and reloads it while it runs. */

import path from 'node:path';

import { HotReloadPlugin } from 'module-hot-reload';
import type { Configuration } from 'webpack';
import nodeExternals from 'webpack-node-externals';

const example = path.join(__dirname, 'examples/http');

const config: Configuration = {
  mode: 'development',
  target: 'node20',
  context: example,
  entry: './src/main.ts',
  output: { path: path.join(example, 'dist'), clean: true },
  devtool: 'source-map',
  stats: 'errors-warnings',
  resolve: { extensions: ['.ts', '.js'] },
  module: { rules: [{ test: /\.ts$/, loader: 'ts-loader', options: { transpileOnly: true } }] },
  externals: [nodeExternals()],
  plugins: [new HotReloadPlugin({ run: { execArgv: ['--enable-source-maps'] } })],
};

export default config;
