/** Updates that come while an asynchronous module settles are applied as one more. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as app from './app';

const reloader = new AutomaticReloader();
const live = reloader.register(app);
reloader.start();
globalThis.gates = {};

story(async ({ outcomeOf, save }) => {
  const first = outcomeOf(save);
  while (globalThis.gates[2] === undefined) await new Promise(setImmediate);
  await save();
  await save();
  assert.equal(live.version, 1);
  globalThis.gates[2]();
  assert.equal((await first).kind, 'applied');
  const second = await outcomeOf(() => undefined);
  assert.deepEqual([second.kind, second.generation, live.version], ['applied', 2, 4]);
  assert.equal(globalThis.gates[3], undefined);
});
