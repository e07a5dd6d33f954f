/** Configures webpack as the README of module-hot-reload does. */

const { HotReloadPlugin } = require('module-hot-reload');

const loaders = {
  ts: { loader: 'ts-loader', options: { transpileOnly: true } },
  swc: { loader: 'swc-loader', options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } },
};

module.exports = {
  mode: 'development',
  target: 'node20',
  context: __dirname,
  entry: './src/main.ts',
  devtool: process.env.BENCH_DEVTOOL || false,
  stats: 'errors-warnings',
  infrastructureLogging: { debug: /module-hot-reload/ },
  resolve: { extensions: ['.ts', '.js'] },
  module: { rules: [{ test: /\.ts$/, use: loaders[process.env.BENCH_LOADER] }] },
  plugins: [
    new HotReloadPlugin({
      run: true,
      fastLane: process.env.BENCH_FAST_LANE !== 'false',
      logLevel: process.env.BENCH_LOG_LEVEL || 'info',
    }),
  ],
};
