/** Configures webpack's own hot module replacement, or a restart after each build. */

const path = require('node:path');

const { RunScriptWebpackPlugin } = require('run-script-webpack-plugin');
const { HotModuleReplacementPlugin } = require('webpack');

const { RunThenSignalPlugin } = require('./run-then-signal-plugin.cjs');

const ways = {
  poll: {
    entry: ['webpack/hot/poll?100', './src/main.ts'],
    plugins: [new HotModuleReplacementPlugin(), new RunScriptWebpackPlugin({ name: 'main.js', autoRestart: false })],
  },
  signal: {
    entry: ['webpack/hot/signal', './src/main.ts'],
    plugins: [new HotModuleReplacementPlugin(), new RunThenSignalPlugin(path.join(__dirname, 'dist/main.js'))],
  },
  restart: {
    entry: './src/main.ts',
    plugins: [new RunScriptWebpackPlugin({ name: 'main.js', autoRestart: true })],
  },
};

module.exports = {
  ...ways[process.env.BENCH_WAY],
  mode: 'development',
  target: 'node20',
  context: __dirname,
  devtool: process.env.BENCH_DEVTOOL || false,
  stats: 'errors-warnings',
  resolve: { extensions: ['.ts', '.js'] },
  module: { rules: [{ test: /\.ts$/, loader: 'ts-loader', options: { transpileOnly: true } }] },
};
