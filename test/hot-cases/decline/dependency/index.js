/** A declined dependency holds the update back although the module above it is registered, until it is let go. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as app from './app';

const reloader = new AutomaticReloader();
const live = reloader.register(app);
reloader.start();

story(async ({ next }) => {
  const refused = await next();
  assert.equal(refused.kind, 'refused');
  assert.deepEqual(refused.refused, [{ reason: 'declined', modules: ['./schema.js', './app.js'] }]);
  assert.equal(live.text(), 'schema 1');
  // What is edited next is the module that declines: its new code does not any more.
  assert.equal((await next()).kind, 'applied');
  assert.equal(live.text(), 'now schema 2');
});
