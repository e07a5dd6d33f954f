/** While an asynchronous module settles, every reader sees the old version, and all of it. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as app from './app';
import { gate, started } from './gate';

const reloader = new AutomaticReloader();
const live = reloader.register(app);
reloader.start();

story(async ({ outcomeOf, save }) => {
  gate.open();
  assert.equal(live.text(), 'app 1, config 1');
  gate.close();
  const outcome = outcomeOf(save);
  await started();
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise(setImmediate);
    assert.deepEqual([live.text(), app.text()], Array(2).fill('app 1, config 1'));
  }
  gate.open();
  assert.equal((await outcome).kind, 'applied');
  assert.deepEqual([live.text(), app.text()], Array(2).fill('app 2, config 2'));
});
