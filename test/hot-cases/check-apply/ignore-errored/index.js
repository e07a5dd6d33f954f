/** With ignoreErrored an update holds although callbacks and self-accepting modules throw; onErrored is told. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { value } from './value';
import './worker';

module.hot.accept('./value', () => {
  throw new Error('callback');
});

story(async ({ save }) => {
  await save();
  const errors = [];
  const onErrored = ({ type, moduleId, error }) => errors.push([type, moduleId, error.message]);
  const modules = await module.hot.check({ ignoreErrored: true, onErrored });
  assert.deepEqual([...modules].sort(), ['./value.js', './worker.js']);
  assert.deepEqual(errors, [
    ['accept-errored', './index.js', 'callback'],
    ['self-accept-errored', './worker.js', 'worker'],
  ]);
  assert.deepEqual([value, module.hot.status()], [2, 'idle']);
});
