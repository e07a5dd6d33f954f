/** A build with errors publishes nothing: what was served is served on, and the next good build goes live. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { count } from './counter';
import { value } from './value';

module.hot.accept('./value');

story(async ({ save, next }) => {
  assert.equal(count(), 1);
  const { pid } = process;
  assert.equal((await save()).length, 1);
  assert.deepEqual([value, count()], ['one', 2]);
  const outcome = await next();
  assert.deepEqual([outcome.kind, outcome.generation], ['applied', 1]);
  assert.deepEqual([value, count(), process.pid], ['three', 3, pid]);
});
