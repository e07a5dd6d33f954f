/** Drives hot-hook. */

import { defineDriver, nodeWith } from './driver.mjs';

export const hotHook = defineDriver({
  name: 'hot-hook',
  label: 'hot-hook',
  configuration: 'node --import tsx --import hot-hook/register, the router is a boundary and imported per request',
  glue: ['hot-hook'],
  packages: ['hot-hook', 'tsx'],
  manifest: { hotHook: { boundaries: ['./src/router.ts'] } },
  command: () => nodeWith('--import', 'tsx', '--import', 'hot-hook/register', 'src/main.ts'),
});
