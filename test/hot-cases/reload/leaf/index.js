/** A leaf below a registered module: both are evaluated again, what they share with others is not. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import { next as count } from './counter';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.equal(live.text(), 'hello one');
  assert.equal(count(), 2);

  const outcome = await next();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(outcome.modules, ['./leaf.js', './routes.js']);
  assert.deepEqual(outcome.boundaries, ['./routes.js']);
  assert.equal(outcome.generation, 1);
  assert.equal(live.text(), 'hello two');
  assert.equal(count(), 4);

  assert.equal((await next()).generation, 2);
  assert.equal(live.text(), 'hello three');
});
