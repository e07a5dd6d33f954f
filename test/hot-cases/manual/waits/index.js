/** A module that a ManualReloader holds waits for reload(), while one of an AutomaticReloader does not. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader, ManualReloader } from 'module-hot-reload/runtime';
import * as held from './held';
import * as free from './free';

const manual = new ManualReloader();
const liveHeld = manual.register(held);
const automatic = new AutomaticReloader();
const liveFree = automatic.register(free);
automatic.start();

story(async ({ next }) => {
  const waiting = await next();
  assert.equal(waiting.kind, 'unchanged');
  assert.deepEqual(waiting.pending, ['./held.js']);
  assert.equal(liveHeld.text(), 'one');

  const other = await next();
  assert.equal(other.kind, 'applied');
  assert.deepEqual(other.modules, ['./free.js']);
  assert.deepEqual(other.pending, ['./held.js']);
  assert.deepEqual([liveHeld.text(), liveFree.text()], ['one', 'two']);

  const outcome = await manual.reload();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(outcome.modules, ['./held.js']);
  assert.deepEqual(outcome.pending, []);
  assert.equal(liveHeld.text(), 'two');
  assert.equal((await manual.reload()).kind, 'unchanged');
});
