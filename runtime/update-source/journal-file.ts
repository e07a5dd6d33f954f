/** Reads the journal, again where it is torn: what copies a folder may write it in place. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Parsed } from '../protocol/guards';
import { type Journal, parseJournal } from '../protocol/journal';
import type { ReadText } from './update-files';

/** Pauses before another look, in milliseconds; webpack itself puts the journal there whole. */
const PAUSES = [5, 20, 80] as const;

/**
 * Reads a journal.
 *
 * @returns the journal, or what is still wrong with it after a tenth of a second; `undefined` where there is none
 */
export async function readJournal(path: string, read: ReadText): Promise<Parsed<Journal> | undefined> {
  for (const pause of PAUSES) {
    const parsed = await tryRead(path, read);
    if (parsed?.ok !== false) return parsed;
    await delay(pause, undefined, { ref: false });
  }
  return tryRead(path, read);
}

async function tryRead(path: string, read: ReadText): Promise<Parsed<Journal> | undefined> {
  const text = await read(path);
  return text === undefined ? undefined : parseJournal(text);
}
