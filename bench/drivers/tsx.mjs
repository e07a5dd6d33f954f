/** Drives tsx watch. */

import { defineDriver, node } from './driver.mjs';

export const tsxWatch = defineDriver({
  name: 'tsx',
  label: 'tsx watch',
  configuration: 'tsx watch src/main.ts',
  glue: ['plain'],
  packages: ['tsx'],
  command: (folder) => node(folder, 'node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'src/main.ts'),
});
