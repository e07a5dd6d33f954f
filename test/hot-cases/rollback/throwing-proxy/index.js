/** New code throws what cannot even be read: it is undone like any other, and the process lives. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as leaf from './leaf';

const reloader = new AutomaticReloader();
const live = reloader.register(leaf);
reloader.start();

story(async ({ next }) => {
  const outcome = await next();
  assert.equal(outcome.kind, 'rolled-back');
  assert.equal(outcome.error.message, 'an object that cannot be read');
  assert.equal(live.name, 'one');

  assert.equal((await next()).kind, 'applied');
  assert.equal(live.name, 'three');
});
