/** A leaf that throws: the old instances serve on, with their state, and the bundle is as it was. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

const MODULES = ['./index.js', './routes.js', './leaf.js'];

story(async ({ next }) => {
  const look = () => ({
    instances: MODULES.map((id) => require.cache[id]),
    links: MODULES.map((id) => [[...require.cache[id].parents], [...require.cache[id].children]]),
    code: MODULES.map((id) => __webpack_modules__[id]),
    build: __webpack_hash__,
  });
  assert.equal(live.text(), 'one 1');
  const before = look();

  const outcome = await next();
  assert.equal(outcome.kind, 'rolled-back');
  assert.equal(outcome.error.message, 'boom');
  assert.equal(outcome.error.moduleId, './leaf.js');
  assert.deepEqual(outcome.pending, ['./leaf.js']);
  assert.equal(outcome.generation, 0);
  assert.equal(live.text(), 'one 2');
  assert.equal(routes.text(), 'one 3');

  const after = look();
  assert.deepEqual(after.links, before.links);
  assert.equal(after.build, before.build);
  for (const index of MODULES.keys()) {
    assert.equal(after.instances[index], before.instances[index]);
    assert.equal(after.code[index], before.code[index]);
  }
  assert.equal(require('./routes'), routes);
});
