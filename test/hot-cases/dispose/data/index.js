/** Dispose handlers hand data to the next instance; a handler that was removed is not called. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { calls, data } from './state';

module.hot.accept('./state');

story(async ({ next }) => {
  assert.equal(data, undefined);
  assert.equal((await next()).kind, 'applied');
  assert.deepEqual(data, { first: 1, second: 2 });
  assert.deepEqual(calls, []);
  await next();
  assert.deepEqual(data, {});
});
