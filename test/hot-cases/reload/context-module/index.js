/** Files that appear in a folder of require.context, are edited there, and disappear from it. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.equal(live.text(), './a.js A');

  assert.equal((await next()).kind, 'applied');
  assert.equal(live.text(), './a.js A, ./b.js B');

  await next();
  assert.equal(live.text(), './a.js A, ./b.js new B');

  await next();
  assert.equal(live.text(), './b.js new B');
});
