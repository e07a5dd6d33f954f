/** check() only looks, apply() applies what was found; each is allowed in its own status only. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { value } from './value';

module.hot.accept('./value');

story(async ({ save }) => {
  assert.equal(await module.hot.check(), null);
  await assert.rejects(module.hot.apply(), /ready/);

  await save();
  assert.deepEqual(await module.hot.check(), ['./value.js']);
  assert.deepEqual([value, module.hot.status()], [1, 'ready']);
  assert.throws(() => module.hot.check(), /idle/);
  assert.deepEqual(await module.hot.apply(), ['./value.js']);
  assert.deepEqual([value, module.hot.status()], [2, 'idle']);

  await save();
  await save();
  assert.deepEqual(await module.hot.check(true), ['./value.js']);
  assert.equal(value, 4);
  assert.equal(await module.hot.check(true), null);
});
