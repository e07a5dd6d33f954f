/** Holds the one pool of connections, which outlives every edit but that of its settings. */

import { keep } from 'module-hot-reload/runtime';
import { Pool } from 'pg';

import { config } from './config';

export const pool = keep(['pool', config.database], open, (each) => each.end());

function open(): Pool {
  const opened = new Pool(config.database);
  // A connection that breaks while it is idle is replaced by the next query.
  opened.on('error', (error) => console.error(error.message));
  return opened;
}
