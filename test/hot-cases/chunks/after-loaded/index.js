/** A chunk that is loaded takes part in updates: through the module that imports it, or accepted by it. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';

const calls = [];
const load = () => import('./lazy');
module.hot.accept('./lazy', (outdated) => void calls.push(outdated));

story(async ({ next }) => {
  const lazy = await load();
  assert.equal(lazy.text(), 'one');
  const outcome = await next();
  assert.deepEqual([outcome.kind, calls], ['applied', [['./lazy.js']]]);
  assert.deepEqual([lazy.text(), (await load()).text()], ['two', 'two']);
});
