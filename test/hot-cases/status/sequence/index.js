/** Status handlers hear of every step of an update, and the update waits for what they return. */

import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { story } from 'hot-case';
import { value } from './value';

module.hot.accept('./value');
const seen = [];
const listen = (status) => seen.push(status);

story(async ({ save }) => {
  module.hot.addStatusHandler(listen);
  assert.equal(await module.hot.check(), null);
  assert.deepEqual(seen.splice(0), ['check', 'idle']);

  await save();
  module.hot.addStatusHandler(async (status) => {
    await setTimeout(5);
    seen.push(`${status} done`);
  });
  await module.hot.check();
  assert.deepEqual(seen.splice(0), ['check', 'check done', 'prepare', 'prepare done', 'ready', 'ready done']);
  await module.hot.apply();
  assert.deepEqual(seen.slice(0, 2), ['dispose', 'apply']);
  assert.deepEqual(seen.splice(0).slice(2).sort(), ['apply done', 'dispose done', 'idle', 'idle done']);
  assert.equal(value, 2);

  module.hot.removeStatusHandler(listen);
  await save();
  await module.hot.check(true);
  assert.deepEqual(seen.filter((status) => !status.endsWith('done')), []);
});
