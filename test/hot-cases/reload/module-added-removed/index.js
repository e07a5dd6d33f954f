/** Modules that are added, edited, deleted, and added again. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.equal(live.text(), 'alone');

  const added = await next();
  assert.deepEqual([...added.modules].sort(), ['./added.js', './deeper.js', './routes.js']);
  assert.equal(live.text(), 'with deeper one, 1');

  await next();
  assert.equal(live.text(), 'with deeper two, 2');

  await next();
  assert.equal(live.text(), 'alone again');
  assert.equal(require.cache['./added.js'], undefined);
  assert.equal(require.cache['./deeper.js'], undefined);

  await next();
  assert.equal(live.text(), 'with deeper three, 3');
});
