/** Configures the hot module replacement of Rspack with the signal and the loader that it brings. */

const path = require('node:path');

const { rspack } = require('@rspack/core');

const { RunThenSignalPlugin } = require('./run-then-signal-plugin.cjs');

const swc = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } };

module.exports = {
  mode: 'development',
  target: 'node20',
  context: __dirname,
  entry: ['@rspack/core/hot/signal', './src/main.ts'],
  devtool: process.env.BENCH_DEVTOOL || false,
  stats: 'errors-warnings',
  resolve: { extensions: ['.ts', '.js'] },
  module: { rules: [{ test: /\.ts$/, loader: 'builtin:swc-loader', options: swc, type: 'javascript/auto' }] },
  plugins: [new rspack.HotModuleReplacementPlugin(), new RunThenSignalPlugin(path.join(__dirname, 'dist/main.js'))],
};
