/** The error handler of an accepted dependency takes what callbacks throw or reject with; the update holds. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { left } from './left';
import { right } from './right';

const errors = [];
const take = (error, { moduleId, dependencyId }) => errors.push([error.message, moduleId, dependencyId]);
module.hot.accept(
  './left',
  () => {
    throw new Error('thrown');
  },
  take,
);
module.hot.accept('./right', () => Promise.reject(new Error('rejected')), take);

story(async ({ next }) => {
  assert.equal((await next()).kind, 'applied');
  assert.deepEqual(errors, [
    ['thrown', './index.js', './left.js'],
    ['rejected', './index.js', './right.js'],
  ]);
  assert.deepEqual([left, right], [2, 2]);
});
