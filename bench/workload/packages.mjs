/** Finds the packages that the tools need: in the repository that is measured, or here. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const bench = path.dirname(import.meta.dirname);
const root = path.dirname(bench);
const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Where a package is, if it is installed; what the repository is built with is taken from there. */
export function findPackage(name) {
  if (name === 'module-hot-reload') return root;
  return path.join(name in devDependencies ? root : bench, 'node_modules', name);
}

export const isInstalled = (name) => existsSync(findPackage(name));
