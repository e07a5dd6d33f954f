/** Drives Bun. */

import path from 'node:path';

import { findPackage } from '../workload/packages.mjs';
import { defineDriver, whyNotRunnable } from './driver.mjs';

const file = path.join(findPackage('bun'), 'bin/bun.exe');

export const bun = defineDriver({
  name: 'bun',
  label: 'bun --hot',
  configuration: 'bun --hot src/main.ts, Bun.serve',
  glue: ['bun'],
  packages: ['bun'],
  unavailable: () => whyNotRunnable(file),
  command: () => ({ file, args: ['--hot', 'src/main.ts'] }),
});
