/** A registered module that throws after it has exported: nothing of it is ever seen. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  const before = { ...live };

  const outcome = await next();
  assert.equal(outcome.kind, 'rolled-back');
  assert.equal(outcome.error.name, 'TypeError');
  assert.deepEqual({ ...live }, before);
  assert.deepEqual({ ...routes }, before);
  assert.equal(live.text(), 'one leaf');
});
