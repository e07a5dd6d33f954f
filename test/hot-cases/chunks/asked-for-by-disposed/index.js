/** Code that is disposed imports what nobody had needed before; later edits of that go live all the same. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as app from './app';

const reloader = new AutomaticReloader();
const live = reloader.register(app);
reloader.start();

story(async ({ next }) => {
  const old = app.load;
  assert.equal((await next()).kind, 'applied');
  assert.equal(await old(), 'deep 1');
  const outcome = await next();
  assert.deepEqual([outcome.kind, outcome.refused, outcome.pending], ['applied', [], []]);
  assert.equal(await live.load(), 'app 2, deep 2');
  assert.equal((await next()).kind, 'applied');
  assert.equal(await live.load(), 'app 2, deep 3');
});
