/** Top-level await that rejects rolls back; the next good edit goes live. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as app from './app';

const reloader = new AutomaticReloader();
const live = reloader.register(app);
reloader.start();

story(async ({ next }) => {
  assert.equal(live.text(), 'one 1');
  const failed = await next();
  assert.deepEqual([failed.kind, failed.error.message], ['rolled-back', 'no answer']);
  assert.deepEqual(failed.pending, ['./config.js']);
  assert.equal(live.text(), 'one 2');
  assert.equal((await next()).kind, 'applied');
  assert.equal(live.text(), 'three 1');
});
