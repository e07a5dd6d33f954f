/** Drives what is written by hand for this application alone: how fast any tool of two processes could be at best. */

import { defineDriver, node } from './driver.mjs';

const define = (transpiler, { label, packages }) =>
  defineDriver({
    name: `floor-${transpiler}`,
    label: `by hand: ${label}`,
    configuration: `fs.watch, ${label}, a message to a second process, vm; no checks, no source maps, nothing else`,
    isFloor: true,
    glue: ['floor'],
    packages,
    command: (folder) => ({ ...node(folder, 'dev.mjs'), env: { BENCH_TRANSPILER: transpiler } }),
  });

export const floorTs = define('ts', { label: 'ts.transpileModule', packages: ['typescript'] });
export const floorEsbuild = define('esbuild', { label: 'esbuild', packages: ['esbuild'] });
