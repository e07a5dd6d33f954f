/** Two registered modules that share a dependency move in one generation, and see one instance of it. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader, ModuleWrapper } from 'module-hot-reload/runtime';
import * as one from './one';
import * as two from './two';

const reloader = new AutomaticReloader();
const liveOne = reloader.register(one);
const liveTwo = reloader.register(two);
reloader.start();

story(async ({ next }) => {
  assert.deepEqual([liveOne.text(), liveTwo.text()], ['one old', 'two old']);

  const outcome = await next();
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(outcome.boundaries, ['./one.js', './two.js']);
  assert.deepEqual([...outcome.modules].sort(), ['./one.js', './shared.js', './two.js']);
  assert.deepEqual([liveOne.text(), liveTwo.text()], ['one new', 'two new']);
  assert.deepEqual([ModuleWrapper.of(one).generation, ModuleWrapper.of(two).generation], [1, 1]);
  assert.equal(liveOne.instance, liveTwo.instance);

  assert.deepEqual((await next()).modules, ['./two.js']);
  assert.deepEqual([ModuleWrapper.of(one).generation, ModuleWrapper.of(two).generation], [1, 2]);
  assert.equal(liveOne.instance, liveTwo.instance);
});
