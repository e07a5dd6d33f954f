/** Drives webpack with its own hot module replacement, or with a restart after each build. */

import { defineDriver, node } from './driver.mjs';

const define = (way, label, configuration) =>
  defineDriver({
    name: `webpack-${way}`,
    label,
    configuration: `webpack --watch, ts-loader, ${configuration}`,
    glue: ['webpack', 'signal', ...(way === 'restart' ? ['plain'] : [])],
    packages: ['webpack', 'webpack-cli', 'typescript', 'ts-loader', 'run-script-webpack-plugin'],
    manifest: { type: 'commonjs' },
    command: (folder) => ({
      ...node(folder, 'node_modules/webpack/bin/webpack.js', '--watch'),
      env: { BENCH_WAY: way },
    }),
  });

export const webpackPoll = define(
  'poll',
  'webpack/hot/poll?100',
  'run-script-webpack-plugin with autoRestart: false, module.hot.accept',
);
export const webpackSignal = define('signal', 'webpack/hot/signal', 'SIGUSR2 after each build, module.hot.accept');
export const webpackRestart = define(
  'restart',
  'run-script-webpack-plugin',
  'run-script-webpack-plugin with autoRestart: true',
);
