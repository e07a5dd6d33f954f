/** Reads the journal, again where it is torn: what copies a folder may write it in place. */

import type { Parsed } from '../protocol/guards';
import { type Journal, parseJournal } from '../protocol/journal';
import { tryPatiently } from './patience';
import type { ReadText } from './update-files';

/** Pauses before another look, in milliseconds; webpack itself puts the journal there whole. */
const PAUSES = [5, 20, 80] as const;

/**
 * Reads a journal.
 *
 * @returns the journal, or what is still wrong with it after a tenth of a second; `undefined` where there is none
 */
export async function readJournal(path: string, read: ReadText): Promise<Parsed<Journal> | undefined> {
  return tryPatiently(
    PAUSES,
    async () => tryRead(path, read),
    (parsed) => parsed?.ok !== false,
  );
}

async function tryRead(path: string, read: ReadText): Promise<Parsed<Journal> | undefined> {
  const text = await read(path);
  return text === undefined ? undefined : parseJournal(text);
}
