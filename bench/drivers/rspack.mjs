/** Drives Rspack with hot/signal. */

import { defineDriver, node } from './driver.mjs';

export const rspack = defineDriver({
  name: 'rspack',
  label: 'Rspack, hot/signal',
  configuration: 'rspack build --watch, builtin:swc-loader, SIGUSR2 after each build, module.hot.accept',
  glue: ['webpack', 'signal', 'rspack'],
  packages: ['@rspack/core', '@rspack/cli'],
  manifest: { type: 'commonjs' },
  command: (folder) => node(folder, 'node_modules/@rspack/cli/bin/rspack.js', 'build', '--watch'),
});
