/** Drives nodemon. */

import { defineDriver, node } from './driver.mjs';

export const nodemon = defineDriver({
  name: 'nodemon',
  label: 'nodemon',
  configuration: 'nodemon --watch src --ext ts --exec "node --import tsx" src/main.ts',
  glue: ['plain'],
  packages: ['nodemon', 'tsx'],
  command: (folder) =>
    node(
      folder,
      'node_modules/nodemon/bin/nodemon.js',
      ...['--watch', 'src', '--ext', 'ts', '--exec', 'node --import tsx', 'src/main.ts'],
    ),
});
