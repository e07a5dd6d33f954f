/** Drives the watch mode of Node.js. */

import { defineDriver, nodeWith } from './driver.mjs';

export const nodeWatch = defineDriver({
  name: 'node-watch',
  label: 'node --watch',
  configuration: 'node --watch --import tsx src/main.ts (Node.js 20 does not strip types by itself)',
  glue: ['plain'],
  packages: ['tsx'],
  command: () => nodeWith('--watch', '--watch-preserve-output', '--import', 'tsx', 'src/main.ts'),
});
