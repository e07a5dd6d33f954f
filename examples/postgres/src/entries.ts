/** Keeps what visitors write. */

import { pool } from './database';

export interface Entry {
  readonly id: number;
  readonly text: string;
}

const GREETING = 'Welcome';

const ready = pool.query('create table if not exists entries (id serial primary key, text text not null)');
// Whoever asks is told; an edit may well come before anybody does.
ready.catch(() => undefined);

export async function listEntries(): Promise<readonly Entry[]> {
  await ready;
  const { rows } = await pool.query<Entry>('select id, text from entries order by id');
  return [{ id: 0, text: GREETING }, ...rows];
}

export async function addEntry(text: string): Promise<Entry | undefined> {
  await ready;
  const { rows } = await pool.query<Entry>('insert into entries (text) values ($1) returning id, text', [text]);
  return rows[0];
}
