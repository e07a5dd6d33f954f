/** A module that invalidates itself while nothing is under way has its importers updated at once. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import * as settings from './settings';

const seen = [];
module.hot.accept('./settings', () => void seen.push(require('./settings').loaded));

story(async ({ outcomeOf }) => {
  assert.equal(settings.loaded, 1);
  const outcome = await outcomeOf(() => settings.reload());
  assert.equal(outcome.kind, 'applied');
  assert.deepEqual(seen, [2]);
  assert.equal(module.hot.status(), 'idle');
});
