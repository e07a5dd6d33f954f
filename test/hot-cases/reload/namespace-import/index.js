/** A namespace keeps its identity, and what importers see of it is new. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';
import { namespace } from './importer';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.equal(namespace, routes);
  assert.deepEqual({ ...namespace }, { default: 'default one', name: 'one' });

  await next();
  assert.equal(namespace, routes);
  assert.deepEqual({ ...namespace }, { default: 'default two', name: 'two' });
  assert.deepEqual({ ...live }, { ...namespace });
  assert.equal(namespace[Symbol.toStringTag], 'Module');
  assert.equal(namespace.__esModule, true);
  assert.equal((await import('./routes')).name, 'two');
});
