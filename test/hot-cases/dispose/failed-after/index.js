/** New code that fails after the old was disposed of: the old code is evaluated again, with the data that was left. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import * as store from './store';
import { opened } from './opened';

module.hot.accept('./store');

story(async ({ next }) => {
  store.add('x');
  const failed = await next();
  assert.deepEqual([failed.kind, failed.error.message], ['rolled-back', 'bad migration']);
  assert.deepEqual(opened, [1, 1]);
  assert.deepEqual(store.items(), ['x']);
  store.add('y');
  assert.equal((await next()).kind, 'applied');
  assert.deepEqual([opened, store.items()], [[1, 1, 3], ['x', 'y', 'from 3']]);
});
