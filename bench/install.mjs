/** Installs what the benchmark depends on, unless it is there already. */

import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

if (!existsSync(path.join(import.meta.dirname, 'node_modules/.package-lock.json'))) {
  console.log('Installing the tools that are measured (some 350 MB) into bench/node_modules …');
  execSync('npm ci', { cwd: import.meta.dirname, stdio: 'inherit' });
}
