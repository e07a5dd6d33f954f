/** An accepted dependency goes live with and without a callback; the callback is told which modules are outdated. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { price } from './price';
import { rate } from './rate';

const calls = [];
module.hot.accept('./price', (outdated) => void calls.push([outdated, require('./price').price]));
module.hot.accept('./rate');

story(async ({ next }) => {
  const first = await next();
  assert.equal(first.kind, 'applied');
  assert.deepEqual(calls, [[['./price.js'], 2]]);
  assert.deepEqual([price, rate], [2, 0.1]);

  await next();
  assert.deepEqual([price, rate], [2, 0.2]);
  assert.equal(calls.length, 1);
});
