/** A callback for several dependencies is called once, whichever of them changed. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { a } from './a';
import { b } from './b';

const calls = [];
module.hot.accept(['./a', './b'], (outdated) => void calls.push([[...outdated].sort(), a + b]));

story(async ({ next }) => {
  await next();
  assert.deepEqual(calls.splice(0), [[['./a.js', './b.js'], 'a2b2']]);
  await next();
  assert.deepEqual(calls.splice(0), [[['./b.js'], 'a2b3']]);
});
