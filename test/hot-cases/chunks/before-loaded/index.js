/** A chunk that is edited before anything has loaded it is up to date when it is. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as app from './app';

const reloader = new AutomaticReloader();
const live = reloader.register(app);
reloader.start();

story(async ({ save, next }) => {
  await save();
  await save();
  assert.equal(await live.load(), 'lazy 3');
  assert.equal((await next()).kind, 'applied');
  assert.equal(await live.load(), 'lazy 4');
});
