/** A status handler that throws, rejects or never settles stops no update, neither this one nor the next. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { value } from './value';

module.hot.accept('./value');
module.hot.addStatusHandler((status) => {
  if (status === 'dispose') throw new Error('thrown');
  if (status === 'apply') return new Promise(() => {});
  return Promise.reject(new Error('rejected'));
});

story(async ({ next }) => {
  assert.equal((await next()).kind, 'applied');
  assert.equal(value, 2);
  assert.equal((await next()).kind, 'applied');
  assert.equal(value, 3);
});
