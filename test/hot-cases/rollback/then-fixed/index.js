/** After a rollback the next good build goes live, whichever module it fixes. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.equal((await next()).kind, 'rolled-back');
  assert.equal(live.text(), 'one one');

  const other = await next();
  assert.equal(other.kind, 'rolled-back');
  assert.deepEqual([...other.pending].sort(), ['./leaf.js', './routes.js']);
  assert.equal(live.text(), 'one one');

  const fixed = await next();
  assert.equal(fixed.kind, 'applied');
  assert.deepEqual(fixed.pending, []);
  assert.equal(fixed.generation, 1);
  assert.equal(live.text(), 'two three');
});
