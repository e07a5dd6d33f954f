/** Of two registered modules one is evaluated and the other throws: neither has changed for anybody. */

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
  const texts = () => [liveOne.text(), one.text(), liveTwo.text(), two.text()];
  const { instance } = one;
  assert.deepEqual(texts(), ['one old', 'one old', 'two old', 'two old']);

  const outcome = await next();
  assert.equal(outcome.kind, 'rolled-back');
  assert.equal(outcome.error.moduleId, './two.js');
  assert.deepEqual(texts(), ['one old', 'one old', 'two old', 'two old']);
  assert.deepEqual(Object.keys(liveOne).sort(), ['instance', 'text']);
  assert.equal(liveOne.instance, instance);
  assert.equal(two.instance, instance);
  assert.equal(ModuleWrapper.of(one).generation, 0);

  const fixed = await next();
  assert.equal(fixed.kind, 'applied');
  assert.deepEqual(fixed.boundaries, ['./one.js', './two.js']);
  assert.deepEqual(texts(), ['new one new', 'new one new', 'fixed new', 'fixed new']);
  assert.equal(liveOne.instance, liveTwo.instance);
  assert.notEqual(liveOne.instance, instance);
});
