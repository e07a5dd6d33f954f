/** Drives dynohot. */

import { defineDriver, nodeWith } from './driver.mjs';

export const dynohot = defineDriver({
  name: 'dynohot',
  label: 'dynohot',
  configuration: 'node --import tsx --import dynohot/register, import.meta.hot.accept',
  glue: ['dynohot'],
  packages: ['dynohot', 'tsx'],
  command: () => nodeWith('--enable-source-maps', '--import', 'tsx', '--import', 'dynohot/register', 'src/main.ts'),
});
