/** Tells the story in the entry's place: the entry has versions. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';
import { limit } from './settings';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  const entry = await next();
  assert.equal(entry.kind, 'refused');
  assert.deepEqual(entry.refused, [{ reason: 'unaccepted', modules: ['./limit.js', './settings.js', './tale.js', './index.js'] }]);
  assert.deepEqual(entry.pending, ['./limit.js']);
  assert.equal(limit, 1);
  assert.equal(live.text(), 'one');

  const both = await next();
  assert.equal(both.kind, 'refused');
  assert.deepEqual(both.refused.map(({ modules }) => modules.at(0)).sort(), ['./index.js', './limit.js']);
  assert.deepEqual([...both.pending].sort(), ['./index.js', './limit.js']);
});
