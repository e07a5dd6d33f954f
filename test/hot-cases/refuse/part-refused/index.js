/** What can be applied is applied; what is refused is named, stays pending, and blocks nothing. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';
import { limit } from './settings';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  const outcome = await next();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(outcome.modules, ['./routes.js']);
  assert.deepEqual(outcome.refused, [{ reason: 'unaccepted', modules: ['./settings.js', './index.js'] }]);
  assert.deepEqual(outcome.pending, ['./settings.js']);
  assert.deepEqual([live.text(), limit], ['two', 1]);

  const again = await next();
  assert.equal(again.kind, 'applied');
  assert.deepEqual(again.pending, ['./settings.js']);
  assert.deepEqual([live.text(), limit], ['three', 1]);

  const undone = await next();
  assert.deepEqual(undone.pending, []);
  assert.equal(undone.kind, 'applied');
  assert.deepEqual(undone.refused, []);
  assert.equal(live.text(), 'four');
});
