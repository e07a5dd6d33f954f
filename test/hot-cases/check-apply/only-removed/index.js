/** An update that changes no code that is loaded, only file names, is there to be applied as well. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';

const load = () => import('./lazy');

story(async ({ save }) => {
  const build = __webpack_hash__;
  await save();
  assert.deepEqual(await module.hot.check(true), []);
  assert.notEqual(__webpack_hash__, build);
  assert.equal((await load()).value, 2);
  assert.equal(await module.hot.check(true), null);
});
