/** A callback that returns a promise is waited for; a rejection rolls everything back. */

import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { story } from 'hot-case';
import { value } from './value';

const seen = [];
module.hot.accept('./value', async () => {
  await setImmediate();
  const settled = require('./value').value;
  seen.push(settled);
  if (settled === 2) throw new Error('too small');
});

story(async ({ next }) => {
  const failed = await next();
  assert.deepEqual(seen, [2]);
  assert.equal(failed.kind, 'rolled-back');
  assert.deepEqual([failed.error.message, failed.error.moduleId], ['too small', './index.js']);
  assert.equal(value, 1);
  assert.equal((await next()).kind, 'applied');
  assert.deepEqual([seen, value], [[2, 3], 3]);
});
