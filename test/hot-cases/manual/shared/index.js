/** A change that reaches modules of two manual reloaders is applied to both, by either of them or by a wrapper. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { ManualReloader, ModuleWrapper } from 'module-hot-reload/runtime';
import * as one from './one';
import * as two from './two';

const [first, second] = [new ManualReloader(), new ManualReloader()];
const [liveOne, liveTwo] = [first.register(one), second.register(two)];

story(async ({ next }) => {
  assert.deepEqual((await next()).pending, ['./shared.js']);
  const outcome = await first.reload();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(outcome.pending, []);
  assert.deepEqual([liveOne.text, liveTwo.text], ['one 2', 'two 2']);
  assert.equal((await second.reload()).kind, 'unchanged');

  assert.deepEqual((await next()).pending, ['./shared.js']);
  assert.equal((await ModuleWrapper.of('./shared.js').reload()).kind, 'applied');
  assert.deepEqual([liveOne.text, liveTwo.text], ['one 3', 'two 3']);
});
