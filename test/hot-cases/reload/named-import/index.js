/** An importer that holds named imports, and is not evaluated again, sees new code. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';
import { held, text } from './importer';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

story(async ({ next }) => {
  assert.deepEqual([text(), held()], ['one 1', 'one']);

  await next();
  assert.deepEqual([text(), held()], ['two 2', 'one']);

  await next();
  assert.deepEqual([text(), held()], ['three 3', 'one']);
  assert.equal(live.name(), 'three');
});
