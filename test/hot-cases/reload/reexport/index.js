/** A barrel that re-exports others: it is live whichever of them changes. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './barrel';
import { one, renamed } from './barrel';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.deepEqual({ ...live, all: { ...live.all } }, { all: { two: 'two' }, one: 'one', own: 0, renamed: 'two' });

  await next();
  assert.deepEqual([live.one, one, live.renamed, renamed], ['new one', 'new one', 'two', 'two']);

  await next();
  assert.deepEqual([live.one, one, live.renamed, renamed], ['new one', 'new one', 'new two', 'new two']);
  assert.deepEqual({ ...live.all }, { more: true, two: 'new two' });
  assert.equal(live.own, 0);
});
