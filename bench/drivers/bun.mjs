/** Drives Bun. */

import path from 'node:path';

import { findPackage } from '../workload/packages.mjs';
import { defineDriver } from './driver.mjs';

export const bun = defineDriver({
  name: 'bun',
  label: 'bun --hot',
  configuration: 'bun --hot src/main.ts, Bun.serve',
  glue: ['bun'],
  packages: ['bun'],
  command: () => ({ file: path.join(findPackage('bun'), 'bin/bun.exe'), args: ['--hot', 'src/main.ts'] }),
});
