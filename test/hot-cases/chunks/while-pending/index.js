/** A chunk file is ahead of what runs: it brings what is new, and leaves alone what waits to be replaced. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { ManualReloader } from 'module-hot-reload/runtime';
import * as app from './app';

const reloader = new ManualReloader();
const live = reloader.register(app);

story(async ({ save }) => {
  assert.equal(await live.one(), 'one of shared 1');
  await save();
  await module.hot.check();
  // The file of the second chunk holds the new shared module as well, and needs one that the main chunk will bring.
  assert.equal(await live.two(), 'two of shared 1 and new');
  assert.equal(await live.one(), 'one of shared 1');

  assert.equal((await reloader.reload()).kind, 'applied');
  assert.deepEqual([await live.one(), await live.two()], ['one of shared 2', 'two of shared 2 and new']);
});
