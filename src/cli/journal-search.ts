/** Finds the output folder whose processes are meant. */

import { readdirSync } from 'node:fs';
import path from 'node:path';

/** How deep below the working directory output folders are looked for. */
const DEPTH = 4;

/** The journals of one output folder, or why there is none. */
export type Found =
  | { readonly ok: true; readonly folder: string; readonly journals: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** A folder with journals. */
export interface JournalFolder {
  readonly folder: string;
  readonly journals: readonly string[];
}

/**
 * Looks for journals.
 *
 * @param cwd - absolute path
 * @param wanted - the output folder, if somebody has named it
 */
export function findJournals(cwd: string, wanted: string | undefined): Found {
  const folders = wanted === undefined ? [...walk(cwd, DEPTH)] : listIn(path.resolve(cwd, wanted));
  return choose(folders, cwd, wanted);
}

/** Decides. */
export function choose(folders: readonly JournalFolder[], cwd: string, wanted: string | undefined): Found {
  const [first] = folders;
  if (first === undefined) {
    const where = wanted === undefined ? `below ${cwd}` : `in ${path.resolve(cwd, wanted)}`;
    const remedy =
      wanted === undefined
        ? 'start webpack --watch, or name the output folder with --folder'
        : 'webpack --watch writes one there';
    return { ok: false, message: `There is no journal of module-hot-reload ${where}: ${remedy}.` };
  }
  if (folders.length === 1) return { ok: true, ...first };
  const names = folders.map(({ folder }) => path.relative(cwd, folder) || '.').join(', ');
  return { ok: false, message: `There are several output folders: ${names}; name one of them with --folder.` };
}

function* walk(folder: string, depth: number): Generator<JournalFolder> {
  yield* listIn(folder);
  if (depth === 0) return;
  for (const name of listFolders(folder)) yield* walk(path.join(folder, name), depth - 1);
}

function listIn(folder: string): JournalFolder[] {
  const journals = list(folder)
    .map(({ name }) => name)
    .filter((name) => /^hot-journal\.[0-9a-f]+\.json$/.test(name));
  return journals.length === 0 ? [] : [{ folder, journals }];
}

/** Links are not followed: they may lead in circles. */
function listFolders(folder: string): readonly string[] {
  return list(folder)
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}

function list(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch {
    return [];
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
