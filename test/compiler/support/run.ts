/** Runs emitted bundles. */

import { execFile } from 'node:child_process';

/** Runs a bundle to its end and returns what it printed, one JSON value per line. */
export async function runBundle(file: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [file], { timeout: 15_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
      else resolve(parseLines(stdout));
    });
  });
}

function parseLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{') || line.startsWith('['))
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });
}

/** Prints the modules evaluated so far, first to last, when it is part of a bundle. */
export const PRINT_LOADED = `console.log(JSON.stringify(Object.keys(require.cache)));\nprocess.exit(0);\n`;
