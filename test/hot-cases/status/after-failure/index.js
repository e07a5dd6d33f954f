/** After an update that was refused or failed, the status says so for the moment; the next check() works. */

import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { story } from 'hot-case';
import { value } from './value';
import { limit } from './limit';

module.hot.accept('./value');

story(async ({ save }) => {
  await save();
  await assert.rejects(module.hot.check(true), { message: 'bad' });
  assert.equal(module.hot.status(), 'fail');
  await setImmediate();
  await setImmediate();
  assert.equal(module.hot.status(), 'idle');
  assert.equal(value, 1);

  await save();
  await assert.rejects(module.hot.check(true), /Aborted because \.\/limit\.js is not accepted/);
  assert.equal(module.hot.status(), 'abort');
  assert.deepEqual([value, limit], [1, 1]);

  // The refused edit is taken back: nothing is in the way any more.
  await save();
  assert.deepEqual(await module.hot.check(true), ['./value.js']);
  assert.deepEqual([value, limit, module.hot.status()], [3, 1, 'idle']);
});
