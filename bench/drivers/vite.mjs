/** Drives Vite's module runner. */

import { defineDriver, node } from './driver.mjs';

export const vite = defineDriver({
  name: 'vite',
  label: "Vite's module runner",
  configuration: 'createServer in middleware mode, createServerModuleRunner, import.meta.hot.accept',
  glue: ['vite'],
  packages: ['vite'],
  command: (folder) => node(folder, 'dev.mjs'),
});
