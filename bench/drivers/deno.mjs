/** Drives Deno. */

import path from 'node:path';

import { findPackage } from '../workload/packages.mjs';
import { defineDriver, whyNotRunnable } from './driver.mjs';

const file = path.join(findPackage('deno'), process.platform === 'win32' ? 'deno.exe' : 'deno');

export const deno = defineDriver({
  name: 'deno',
  label: 'deno run --watch',
  configuration: 'deno run --watch --allow-all src/main.ts',
  glue: ['plain'],
  packages: ['deno'],
  unavailable: () => whyNotRunnable(file),
  command: (folder) => ({
    file,
    args: ['run', '--watch', '--no-clear-screen', '--allow-all', 'src/main.ts'],
    env: { DENO_DIR: path.join(folder, '.deno'), DENO_NO_UPDATE_CHECK: '1' },
  }),
});
