/** Drives Deno. */

import path from 'node:path';

import { findPackage } from '../workload/packages.mjs';
import { defineDriver } from './driver.mjs';

export const deno = defineDriver({
  name: 'deno',
  label: 'deno run --watch',
  configuration: 'deno run --watch --allow-all src/main.ts',
  glue: ['plain'],
  packages: ['deno'],
  command: (folder) => ({
    file: path.join(findPackage('deno'), process.platform === 'win32' ? 'deno.exe' : 'deno'),
    args: ['run', '--watch', '--no-clear-screen', '--allow-all', 'src/main.ts'],
    env: { DENO_DIR: path.join(folder, '.deno'), DENO_NO_UPDATE_CHECK: '1' },
  }),
});
