/** Lists the tools in the order of reports. */

import { bun } from './bun.mjs';
import { deno } from './deno.mjs';
import { dynohot } from './dynohot.mjs';
import { floorEsbuild, floorTs } from './floor.mjs';
import { hotHook } from './hot-hook.mjs';
import { nodeWatch } from './node-watch.mjs';
import { nodemon } from './nodemon.mjs';
import { ours, oursNoLane, oursSwc } from './ours.mjs';
import { rspack } from './rspack.mjs';
import { tsxWatch } from './tsx.mjs';
import { vite } from './vite.mjs';
import { webpackPoll, webpackRestart, webpackSignal } from './webpack.mjs';

export const drivers = [
  ...[ours, oursSwc, oursNoLane],
  ...[vite, rspack, webpackSignal, webpackPoll],
  ...[hotHook, dynohot, bun],
  ...[webpackRestart, deno, tsxWatch, nodeWatch, nodemon],
  ...[floorTs, floorEsbuild],
];

export function findDriver(name) {
  const driver = drivers.find((candidate) => candidate.name === name);
  if (driver !== undefined) return driver;
  throw new Error(`There is no tool '${name}': ${drivers.map((known) => known.name).join(', ')}`);
}
