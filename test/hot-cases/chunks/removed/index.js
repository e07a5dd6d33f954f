/** A chunk that the new code no longer imports is disposed of; when it comes back, it is loaded anew. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as app from './app';
import { disposed } from './disposed';

const reloader = new AutomaticReloader();
const live = reloader.register(app);
reloader.start();

story(async ({ next }) => {
  const old = app.load;
  assert.equal(await old(), 'lazy 1');
  assert.equal((await next()).kind, 'applied');
  assert.deepEqual(disposed, ['lazy 1']);
  assert.equal(require.cache['./lazy.js'], undefined);
  assert.equal(await live.load(), 'nothing');
  // A request under way in the old code may still ask for it; that harms nobody but itself.
  await old().catch(() => undefined);
  assert.equal((await next()).kind, 'applied');
  assert.equal(await live.load(), 'lazy 3');
  assert.equal((await next()).kind, 'applied');
  assert.equal(await live.load(), 'lazy 4');
});
