/** Builds the consumer, runs it beside a broker, and reloads it while it runs. */

const { HotReloadPlugin } = require('module-hot-reload');
const nodeExternals = require('webpack-node-externals');

const { startBroker } = require('./broker');

/** @returns {Promise<import('webpack').Configuration>} */
module.exports = async ({ WEBPACK_WATCH }) => {
  const url = process.env.MQTT_URL ?? (WEBPACK_WATCH ? await startBroker() : '');
  if (url !== '') console.log(`the broker is ${url}`);
  return {
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
    plugins: [new HotReloadPlugin({ run: { execArgv: ['--enable-source-maps'], env: { MQTT_URL: url } } })],
  };
};
