/** The registered module itself: it is evaluated again, and what it requires is not. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.equal(live.text(), 'hello leaf 1');

  const outcome = await next();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(outcome.modules, ['./routes.js']);
  assert.equal(live.text(), 'good morning leaf 1');
});
