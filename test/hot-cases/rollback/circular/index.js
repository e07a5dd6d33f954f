/** A circle in which one module throws: every module of it is back as it was. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.equal(live.text(), 'ping one, pong one');

  assert.equal((await next()).kind, 'rolled-back');
  assert.equal(live.text(), 'ping one, pong one');

  assert.equal((await next()).kind, 'applied');
  assert.equal(live.text(), 'ping three, pong three');
});
