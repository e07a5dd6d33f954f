/** Reads the files of an output folder, waiting for those that are not there in full yet. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tryPatiently } from './patience';

/** How an update file is read. */
export type FileText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: FileFailure };

/** Why an update file could not be read. */
export type FileFailure = 'UPDATE_FILE_MISSING' | 'UPDATE_FILE_TORN';

/** Pauses before another try, in milliseconds: a copied output folder may receive its files in any order. */
const PAUSES = [5, 10, 20, 40, 80, 160, 320] as const;

/** Reads a text file; `undefined` where there is none. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** Reads a text file in the background: a network file system may take its time. */
export const readText: ReadText = async (path) => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/**
 * Reads a text file at once. In the background it is opened, measured, read and closed, and each of these waits for its
 * turn in the event loop, which takes a busy server longer than a local disk takes for the text.
 */
export const readTextAtOnce: ReadText = async (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** Reads a text file without waiting; `undefined` where that is not possible. */
export function readTextSync(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Reads an update file, trying again for about half a second as long as its content is not what was published.
 *
 * @param sha256 - hexadecimal
 * @param read - reads the file
 */
export async function readVerified(path: string, sha256: string, read: ReadText = readText): Promise<FileText> {
  return tryPatiently(
    PAUSES,
    async () => tryRead(path, sha256, read),
    (file) => file.ok,
  );
}

/** Reads an update file without waiting, whatever its content. */
export function readVerifiedSync(path: string, sha256: string): FileText {
  return verify(readTextSync(path), sha256);
}

async function tryRead(path: string, sha256: string, read: ReadText): Promise<FileText> {
  return verify(await read(path), sha256);
}

function verify(text: string | undefined, sha256: string): FileText {
  if (text === undefined) return { ok: false, code: 'UPDATE_FILE_MISSING' };
  const matches = createHash('sha256').update(text).digest('hex') === sha256;
  return matches ? { ok: true, text } : { ok: false, code: 'UPDATE_FILE_TORN' };
}

function isMissing(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}
