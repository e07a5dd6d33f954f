/** Says what a driver is, and fills in what most have in common. */

import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { isInstalled } from '../workload/packages.mjs';

/**
 * A tool in its natural configuration.
 *
 * @typedef {object} Driver
 * @property {string} name - how it is chosen on the command line
 * @property {string} label - how it is called in reports
 * @property {string} configuration - what is done, in one line
 * @property {boolean | undefined} isFloor - whether it is no tool, but written for this application to compare tools with
 * @property {readonly string[]} glue - the folders of `glue/` that it needs beside `common`
 * @property {readonly string[]} packages - what its workspace finds in `node_modules`
 * @property {object} manifest - what its `package.json` says
 * @property {(folder: string) => { file: string, args: string[], env?: Record<string, string> }} command - starts it
 * @property {() => string | undefined} unavailable - why it cannot run here, if so
 * @property {((line: string) => boolean) | undefined} tellsMismatch - whether a line tells that a fast lane has published
 *   something else than the build that followed
 */

/** @returns {Driver} */
export function defineDriver(driver) {
  const unavailable = () => {
    const missing = driver.packages.filter((name) => !isInstalled(name));
    return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`;
  };
  return { manifest: {}, unavailable, ...driver };
}

/** Runs a file of an installed package, or of the workspace, with this Node.js. */
export const node = (folder, file, ...args) => ({ file: process.execPath, args: [path.join(folder, file), ...args] });

/** Runs a TypeScript entry with this Node.js and some flags. */
export const nodeWith = (...args) => ({ file: process.execPath, args });

/** Why a program cannot be run here, if so: packages that bring programs fetch them for some systems only. */
export function whyNotRunnable(file) {
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return `cannot be run: ${file}`;
  }
}
