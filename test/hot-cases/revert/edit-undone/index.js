/** An edit that is undone before anybody asked for it was never there; undone afterwards, it is an edit like any other. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { ManualReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new ManualReloader();
const live = reloader.register(routes);

story(async ({ next, save }) => {
  live.use();
  assert.deepEqual((await next()).pending, ['./leaf.js']);
  await save();
  const untouched = await reloader.reload();
  assert.equal(untouched.kind, 'unchanged');
  assert.deepEqual(untouched.pending, []);
  assert.equal(live.text(), 'one 1');

  await save();
  assert.equal((await reloader.reload()).kind, 'applied');
  assert.equal(live.text(), 'two 0');

  await save();
  assert.equal((await reloader.reload()).kind, 'applied');
  assert.equal(live.text(), 'one 0');
});
