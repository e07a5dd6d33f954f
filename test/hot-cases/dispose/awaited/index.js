/** Promises of dispose handlers are awaited one after the other, dependents first, before any new code runs. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as server from './server';
import { events } from './events';

const reloader = new AutomaticReloader();
const live = reloader.register(server);
reloader.start();

story(async ({ next }) => {
  assert.deepEqual(events.splice(0), ['pool 1 opened', 'server 1 opened']);
  const outcome = await next();
  assert.deepEqual([outcome.kind, outcome.warnings], ['applied', []]);
  assert.deepEqual(events, [
    'server 1 closes',
    'server 1 closed',
    'pool 1 closes',
    'pool 1 closed',
    'pool 2 opened',
    'server 2 opened',
  ]);
  assert.equal(live.name, 'server 2');
});
