/** An accepted dependency may be asynchronous: its callback runs when it has settled. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { value } from './value';

const seen = [];
module.hot.accept('./value', () => void seen.push(value));

story(async ({ next }) => {
  assert.equal(value, 1);
  assert.equal((await next()).kind, 'applied');
  assert.deepEqual([seen, value], [[2], 2]);
});
