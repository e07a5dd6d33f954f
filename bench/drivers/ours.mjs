/** Drives module-hot-reload under `webpack --watch`. */

import { defineDriver, node } from './driver.mjs';

const packages = ['module-hot-reload', 'webpack', 'webpack-cli', 'typescript'];

/** Told at debug level, which the configuration asks for. */
const tellsMismatch = (line) => line.includes('fast lane: mismatch in ');

const define = ({ name, label, loader, fastLane = true }) =>
  defineDriver({
    name,
    label,
    configuration: `webpack --watch, ${loader}-loader, HotReloadPlugin({ run: true${fastLane ? '' : ', fastLane: false'} })`,
    glue: ['ours'],
    packages: [...packages, ...(loader === 'swc' ? ['swc-loader', '@swc/core'] : ['ts-loader'])],
    manifest: { type: 'commonjs' },
    tellsMismatch,
    command: (folder) => ({
      ...node(folder, 'node_modules/webpack/bin/webpack.js', '--watch'),
      env: { BENCH_LOADER: loader, BENCH_FAST_LANE: String(fastLane) },
    }),
  });

export const ours = define({ name: 'ours', label: 'module-hot-reload', loader: 'ts' });
export const oursSwc = define({ name: 'ours-swc', label: 'module-hot-reload, swc-loader', loader: 'swc' });
export const oursNoLane = define({
  name: 'ours-no-lane',
  label: 'module-hot-reload, fastLane: false',
  loader: 'ts',
  fastLane: false,
});
