/** The listeners among the options hear what becomes of each change. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { parent } from './parent';
import { declined } from './declined';
import { loose } from './loose';

module.hot.accept('./parent');
module.hot.decline('./declined');

const check = async (options) => {
  const events = [];
  const listen = ({ type, moduleId, parentId, chain, outdatedDependencies }) =>
    events.push([type, moduleId, ...(chain ? [chain] : []), ...(parentId ? [parentId] : []), ...(outdatedDependencies ? [outdatedDependencies] : [])]);
  const listeners = { onAccepted: listen, onDeclined: listen, onUnaccepted: listen, onDisposed: listen };
  const result = await module.hot.check({ ...listeners, ...options }).catch(({ message }) => message.split('\n')[0]);
  return { events, result };
};

story(async ({ save }) => {
  await save();
  const accepted = await check({});
  assert.deepEqual(accepted.events, [
    ['accepted', './parent.js', { './index.js': ['./parent.js'] }],
    ['disposed', './gone.js'],
  ]);
  assert.deepEqual([...accepted.result].sort(), ['./gone.js', './parent.js']);
  assert.equal(parent, 'without');

  await save();
  const refused = await check({ ignoreUnaccepted: true });
  const chain = ['./declined.js', './index.js'];
  assert.ok(refused.events.some((event) => JSON.stringify(event) === JSON.stringify(['declined', './declined.js', chain, './index.js'])));
  assert.equal(refused.result, 'Aborted because of declined dependency: ./declined.js in ./index.js');
  assert.equal(parent, 'without');

  await new Promise(setImmediate);
  const partly = await check({ ignoreDeclined: true, ignoreUnaccepted: true });
  assert.deepEqual(partly.events.map(([type]) => type).sort(), ['accepted', 'declined', 'unaccepted']);
  assert.deepEqual(partly.result, ['./parent.js']);
  assert.deepEqual([parent, declined, loose], ['again', 1, 1]);
});
