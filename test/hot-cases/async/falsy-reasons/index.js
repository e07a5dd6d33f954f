/** Code that fails without a reason, which webpack takes for success: it is undone all the same, and named. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as app from './app';

const reloader = new AutomaticReloader();
const live = reloader.register(app);
reloader.start();

story(async ({ next }) => {
  assert.equal(live.text(), 'one 1');
  for (const [index, reason] of ['undefined', 'null', '0'].entries()) {
    const failed = await next();
    assert.deepEqual([failed.kind, failed.error.message], ['rolled-back', `${reason} was thrown`]);
    assert.equal(live.text(), `one ${index + 2}`);
  }
  assert.equal((await next()).kind, 'applied');
  assert.equal(live.text(), 'five 1');
});
