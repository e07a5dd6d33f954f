/** New code that throws before it accepts itself: its error handler takes that, and the next good build goes live. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import './worker';
import { log } from './log';

story(async ({ next }) => {
  assert.deepEqual(log, ['first']);
  for (const entry of ['broken', 'broken as well', 'well again', 'broken once more']) {
    assert.equal((await next()).kind, 'applied');
    assert.equal(log.at(-1), entry);
  }
});
