/** An application that uses the whole of the runtime, as an ES module, and prints what it sees. */

import {
  AutomaticReloader,
  HotReloadError,
  keep,
  ManualReloader,
  ModuleAttributeAccessor,
  ModuleWrapper,
  renew,
} from 'module-hot-reload/runtime';

import * as routes from './routes.mjs';

const reloader = new AutomaticReloader();
const live = reloader.register(routes);
reloader.start();

const manual = new ManualReloader();
const stopListening = manual.listen('SIGUSR2');
const outcomes = [];
manual.on('outcome', ({ kind }) => outcomes.push(kind));
await manual.reload();
stopListening();

const wrapper = ModuleWrapper.of(live);
const seen = {
  answer: live.handle('/'),
  served: live.served,
  names: Object.keys(live),
  isOne: ModuleAttributeAccessor.of(wrapper) === live && ModuleWrapper.of(routes) === wrapper,
  verdict: manual.canRegister(routes).code,
  outcomes,
};
seen.kept = await keep(['pool', { max: 1 }], async () => 'made', String);
seen.renewed = renew(() => 'made anew', String);
live.served = 100;
wrapper.lockedSet('extra', true);
seen.written = { ...live, handle: typeof live.handle };
seen.original = routes.served;

try {
  manual.register('./no-such-module');
} catch (error) {
  seen.error = error instanceof HotReloadError ? error.code : String(error);
}

reloader.stop();
await reloader.finished;
console.log(JSON.stringify(seen));
