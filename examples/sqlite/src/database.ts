/** Holds the one open database, which outlives every edit but that of its settings. */

import { keep } from 'module-hot-reload/runtime';
import { Database } from 'node-sqlite3-wasm';

import { config } from './config';

export const database = keep(['database', config.database], open, (each) => each.close());

function open(): Database {
  const { file, timeoutMilliseconds } = config.database;
  const opened = new Database(file);
  opened.exec(`pragma busy_timeout = ${timeoutMilliseconds}`);
  opened.exec('create table if not exists notes (id integer primary key, text text not null)');
  return opened;
}
