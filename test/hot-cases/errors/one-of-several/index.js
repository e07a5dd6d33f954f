/** One of several modules fails: none of the others goes live without it, and all of them do with the next good edit. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { first } from './first';
import { second } from './second';

module.hot.accept(['./first', './second']);

story(async ({ next }) => {
  const failed = await next();
  assert.equal(failed.kind, 'rolled-back');
  assert.deepEqual([...failed.pending].sort(), ['./first.js', './second.js']);
  assert.deepEqual([first, second], [1, 1]);
  const outcome = await next();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(outcome.pending, []);
  assert.deepEqual([first, second], [2, 3]);
});
