/** The error handler of a self-accepting module takes what the new code throws, with the module it comes from. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import './worker';
import { errors } from './log';

story(async ({ next }) => {
  assert.equal((await next()).kind, 'applied');
  assert.deepEqual(errors, [['broken', './worker.js']]);
  assert.equal((await next()).kind, 'applied');
  assert.deepEqual(errors, [['broken', './worker.js'], 'well again']);
});
