/** What an accept callback has set up ends with the instance that is disposed of: undone, it is set up again. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { start, running } from './jobs';
import { log } from './log';

let count = 0;

start();
module.hot.accept('./jobs', async () => {
  count += 1;
  start();
  await null;
  if (count === 4) throw new Error('not again');
});

story(async ({ next }) => {
  assert.deepEqual([running(), log], [true, ['start 1']]);
  const failed = await next();
  assert.deepEqual([failed.kind, failed.error.message, failed.warnings], ['rolled-back', 'no jobs', []]);
  assert.deepEqual([running(), log.splice(0)], [true, ['start 1', 'stop 1', 'start 1']]);

  assert.equal((await next()).kind, 'applied');
  assert.deepEqual([running(), log.splice(0)], [true, ['stop 1', 'start 3']]);

  const undone = await next();
  assert.deepEqual([undone.kind, undone.error.message], ['rolled-back', 'no start']);
  assert.deepEqual(undone.warnings.map(({ message }) => message), ['not again']);
  assert.deepEqual([running(), log], [true, ['stop 3', 'start 3']]);
});
