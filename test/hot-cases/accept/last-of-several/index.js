/** The binding of an accepted import is new before the callback is called, wherever the import and the call stand. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';

const seen = [];
module.hot.accept('./above.json', () => seen.push(above.value));
module.hot.accept('./last.json', () => seen.push(last.value));

import above from './above.json';
import * as left from './left';
import * as middle from './middle';
import * as right from './right';
import last from './last.json';

story(async ({ next }) => {
  assert.deepEqual([left.value, middle.value, right.value], [1, 1, 1]);
  assert.equal((await next()).kind, 'applied');
  assert.deepEqual(seen, [2, 2]);
});
