/** A callback that throws rolls everything back, and is reported with the module it belongs to. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { run } from './runner';

story(async ({ next }) => {
  assert.equal(run(), 'job 1');
  const failed = await next();
  assert.equal(failed.kind, 'rolled-back');
  assert.deepEqual([failed.error.message, failed.error.moduleId], ['job 2 is not for me', './runner.js']);
  assert.deepEqual(failed.pending, ['./job.js']);
  assert.equal(run(), 'job 1');
  assert.equal((await next()).kind, 'applied');
  assert.equal(run(), 'job 3');
});
