/** CommonJS: exports.x, module.exports = {…}, a function that is the module, and a change from one to another. */

const assert = require('node:assert/strict');
const { story } = require('hot-case');
const { AutomaticReloader } = require('module-hot-reload/runtime');
const routes = require('./routes');
const format = require('./format');

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
const liveFormat = reloader.register(format);
reloader.start();

story(async ({ next }) => {
  assert.deepEqual([live.text(), routes.text(), liveFormat('f')], ['one', 'one', 'f!']);

  await next();
  assert.deepEqual([live.text(), routes.text(), liveFormat('f')], ['two', 'two', 'f?']);
  assert.equal(new liveFormat('f').kept, 'f?');

  await next();
  assert.deepEqual([live.text(), routes.text(), live.extra], ['three', 'three', true]);
  assert.equal(require('./routes'), routes);

  assert.equal((await next()).kind, 'applied');
  assert.deepEqual([live.text(), routes.text(), 'extra' in live], ['four', 'four', false]);
});
