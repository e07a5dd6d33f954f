/** A leaf that throws: the old instances serve on, with their state. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.equal(live.text(), 'one 1');

  const outcome = await next();
  assert.equal(outcome.kind, 'rolled-back');
  assert.equal(outcome.error.message, 'boom');
  assert.equal(outcome.error.moduleId, './leaf.js');
  assert.deepEqual(outcome.pending, ['./leaf.js']);
  assert.equal(outcome.generation, 0);
  assert.equal(live.text(), 'one 2');
  assert.equal(routes.text(), 'one 3');
});
