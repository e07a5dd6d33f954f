/** Keeps notes. */

import { database } from './database';

const HINT = 'Send text to add a note';

export function listNotes(): readonly object[] {
  return [{ id: 0, text: HINT }, ...database.all('select id, text from notes order by id')];
}

export function addNote(text: string): object {
  const { lastInsertRowid: id } = database.run('insert into notes (text) values (?)', text);
  return { id: Number(id), text };
}
