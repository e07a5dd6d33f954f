/** A module that declines itself is never replaced; what changes elsewhere goes live all the same. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as fixed from './fixed';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const [live, liveFixed] = [reloader.register(routes), reloader.register(fixed)];
reloader.start();

story(async ({ next }) => {
  const outcome = await next();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(outcome.refused, [{ reason: 'self-declined', modules: ['./fixed.js'] }]);
  assert.deepEqual(outcome.pending, ['./fixed.js']);
  assert.deepEqual([live.name, liveFixed.name], ['routes 2', 'fixed 1']);
});
