/** Whenever a module invalidates itself, an application that applies updates by itself finds that it has to. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { decline, loaded, reload } from './settings';

const { hot } = module;
module.hot.accept('./settings');

const invalidateAt = (status) => {
  const handler = (current) => {
    if (current !== status) return;
    hot.removeStatusHandler(handler);
    reload();
  };
  hot.addStatusHandler(handler);
};

story(async ({ save }) => {
  // idle, and again when ready
  reload();
  assert.equal(hot.status(), 'ready');
  reload();
  assert.deepEqual(await hot.apply(), ['./settings.js']);
  assert.deepEqual([loaded(), hot.status()], [2, 'idle']);

  // while looking, with nothing to be found
  invalidateAt('check');
  assert.equal(await hot.check(true), null);
  assert.equal(hot.status(), 'ready');
  await hot.apply();
  assert.deepEqual([loaded(), hot.status()], [3, 'idle']);

  // while an update is prepared, disposed of, applied
  let count = 3;
  for (const status of ['prepare', 'dispose', 'apply']) {
    await save();
    invalidateAt(status);
    const modules = await hot.check(true);
    assert.ok(modules.includes('./settings.js'), status);
    assert.ok(loaded() > count, status);
    count = loaded();
    assert.equal(hot.status(), 'idle');
  }

  // after an update was refused
  await save();
  decline();
  await assert.rejects(hot.check(true), /declined/);
  assert.equal(hot.status(), 'abort');
  reload();
  assert.deepEqual(await hot.apply({ ignoreDeclined: true }), ['./settings.js']);
  assert.equal(loaded(), count + 1);
});
