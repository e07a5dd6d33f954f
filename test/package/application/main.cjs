/** An application that names modules by their identifier, as CommonJS does, and prints what it sees. */

const { AutomaticReloader, ManualReloader, ModuleWrapper } = require('module-hot-reload/runtime');

const routes = require('./routes.cjs');

const reloader = new AutomaticReloader();
const live = reloader.register(require.resolve('./routes.cjs'));
const greet = reloader.register(require.resolve('./greet.cjs'));
const wrapper = ModuleWrapper.of(routes);
const path = require.resolve('./routes.cjs');

live.handle('/');
live.prefix = '/api';
console.log(
  JSON.stringify({
    served: routes.served,
    prefix: routes.prefix,
    greeting: greet('Ada'),
    isOne: new ManualReloader().canRegister(routes).code,
    id: wrapper.id === path,
    resource: wrapper.resource === '' || wrapper.resource === path,
    included: wrapper.includedModules().length,
  }),
);
