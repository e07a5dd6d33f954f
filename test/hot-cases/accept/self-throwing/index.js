/** A self-accepting module whose new code throws: the old one serves on with its state, until a good one comes. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { count } from './counter';

story(async ({ next }) => {
  assert.equal(count(), 'a1');
  const failed = await next();
  assert.equal(failed.kind, 'rolled-back');
  assert.deepEqual([failed.error.message, failed.error.moduleId], ['no', './counter.js']);
  assert.equal(count(), 'a2');
  assert.equal((await next()).kind, 'applied');
  assert.equal(count(), 'c1');
});
