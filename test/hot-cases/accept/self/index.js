/** A module that accepts itself goes live for its importers, none of which is evaluated again. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { greet } from './greeting';
import * as between from './between';

story(async ({ next }) => {
  const before = between.born;
  assert.deepEqual([greet(), between.text()], ['good morning', 'good morning!']);
  const outcome = await next();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(outcome.boundaries, ['./greeting.js']);
  assert.deepEqual([greet(), between.text()], ['good evening', 'good evening!']);
  assert.equal(between.born, before);
});
