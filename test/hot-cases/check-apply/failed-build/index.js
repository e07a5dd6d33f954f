/** A build with errors changes no module; an application that polls is told of it by an empty list. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { read } from './app';

story(async ({ save }) => {
  assert.equal((await save()).length, 1);
  assert.deepEqual(await module.hot.check(true), []);
  assert.deepEqual([read(), module.hot.status()], [1, 'idle']);
  assert.deepEqual(await save(), []);
  assert.deepEqual(await module.hot.check(true), ['./value.js']);
  assert.equal(read(), 3);
  assert.equal(await module.hot.check(true), null);
});
