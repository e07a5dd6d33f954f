/** New code that finds itself unable to take over invalidates itself: the module above it is evaluated instead. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import * as parent from './parent';

let calls = 0;
module.hot.accept('./parent', () => {
  calls += 1;
});

story(async ({ next }) => {
  await next();
  assert.deepEqual([calls, parent.text()], [0, 'parent 1 of shape 1, code 2']);
  const outcome = await next();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual([...outcome.modules].sort(), ['./child.js', './parent.js']);
  assert.deepEqual([calls, parent.text()], [1, 'parent 2 of shape 2, code 3']);
  assert.equal(module.hot.status(), 'idle');
});
