/** Top-level await that never settles is given up in time, and does no harm to what comes after. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as app from './app';

const reloader = new AutomaticReloader();
const live = reloader.register(app);
reloader.start();

story(async ({ next }) => {
  const failed = await next();
  assert.deepEqual([failed.kind, failed.error.code], ['rolled-back', 'NOT_SETTLED']);
  assert.equal(live.config, 1);
  assert.equal((await next()).kind, 'applied');
  assert.equal(live.config, 3);
});
