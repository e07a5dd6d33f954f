/** Reads source files that hold several versions of themselves, one for each step of a story. */

import fs from 'node:fs';
import path from 'node:path';

/** What becomes of a file at one step; `undefined` leaves it as it is. */
type Version = { readonly text: string } | { readonly removed: true } | undefined;

/** A step of a story: texts by file name, `undefined` for a file that is deleted. */
export type Step = ReadonlyMap<string, string | undefined>;

const SEPARATOR = /^---$\n?/m;
const REMOVED = '(removed)';

/**
 * Reads a folder of files whose versions are separated by lines `---`. Version 1 is there from the start, version 2
 * is saved at the first step, and so on. An empty version leaves the file as it is (a file that begins with `---` is
 * not there at first), the version `(removed)` deletes it, and a file that has no more versions stays.
 *
 * @returns what there is at first, followed by the steps
 */
export function readStory(folder: string): readonly Step[] {
  const versions = listFiles(folder).map((name) => [name, readVersions(path.join(folder, name))] as const);
  const length = Math.max(...versions.map(([, list]) => list.length));
  return Array.from({ length }, (_, index) => {
    const changes = versions.map(([name, list]) => [name, list[index]] as const);
    return new Map(changes.flatMap(([name, version]) => (version === undefined ? [] : [[name, textOf(version)]])));
  });
}

function listFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

function readVersions(file: string): Version[] {
  return fs
    .readFileSync(file, 'utf8')
    .split(SEPARATOR)
    .map((text) => {
      if (text.trim() === '') return undefined;
      return text.trim() === REMOVED ? { removed: true } : { text };
    });
}

function textOf(version: Exclude<Version, undefined>): string | undefined {
  return 'removed' in version ? undefined : version.text;
}
