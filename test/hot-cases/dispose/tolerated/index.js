/** Dispose handlers that throw, reject or never settle are named in warnings, and stop nothing. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { value } from './throwing';

module.hot.accept('./throwing');

story(async ({ next }) => {
  const outcome = await next();
  assert.equal(outcome.kind, 'applied');
  assert.equal(value, 2);
  assert.deepEqual(
    outcome.warnings.map(({ moduleId, message }) => [moduleId, message]).slice(0, 2),
    [
      ['./throwing.js', 'thrown'],
      ['./rejecting.js', 'rejected'],
    ],
  );
  const [, , endless] = outcome.warnings;
  assert.deepEqual([endless.moduleId, endless.code], ['./endless.js', 'NOT_SETTLED']);
  assert.equal(outcome.warnings.length, 3);
  assert.deepEqual((await next()).warnings, []);
  assert.equal(value, 3);
});
