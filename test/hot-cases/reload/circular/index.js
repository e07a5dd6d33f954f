/** Modules below the registered one that require each other: whichever changes, both are evaluated again. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.equal(live.text(), 'ping one, pong one of ping one');

  assert.deepEqual([...(await next()).modules].sort(), ['./ping.js', './pong.js', './routes.js']);
  assert.equal(live.text(), 'ping two, pong one of ping two');

  assert.deepEqual([...(await next()).modules].sort(), ['./ping.js', './pong.js', './routes.js']);
  assert.equal(live.text(), 'ping two, pong two of ping two');
});
