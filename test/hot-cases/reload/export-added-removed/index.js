/** Exports that come and go are seen by everyone who holds the module. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  const held = routes;
  assert.deepEqual({ ...live }, { name: 'one' });

  await next();
  assert.deepEqual({ ...live }, { extra: 'more', name: 'two' });
  assert.deepEqual({ ...held }, { ...live });

  await next();
  assert.deepEqual({ ...live }, { name: 'three' });
  assert.deepEqual({ ...held }, { ...live });
  assert.equal('extra' in live, false);

  await next();
  assert.deepEqual({ ...live }, { extra: 'again' });
  assert.deepEqual(Object.keys(held), ['extra']);
});
