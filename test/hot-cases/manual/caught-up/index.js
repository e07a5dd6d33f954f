/** Under the plugin's manual mode nothing is applied by itself; all that was missed is applied in one transaction. */

import assert from 'node:assert/strict';
import { story } from 'hot-case';
import { AutomaticReloader, ManualReloader } from 'module-hot-reload/runtime';
import * as routes from './routes';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();
const manual = new ManualReloader();

story(async ({ save }) => {
  for (let step = 1; step <= 5; step += 1) {
    assert.deepEqual(await save(), []);
    assert.equal(live.text(), 'routes one, a one, no b');
  }

  const outcome = await manual.reload();
  assert.equal(outcome.kind, 'applied');
  assert.equal(outcome.generation, 1);
  assert.deepEqual([...outcome.modules].sort(), ['./a.js', './b.js', './routes.js']);
  assert.deepEqual(outcome.pending, []);
  assert.equal(live.text(), 'routes two, a four, b six');
});
