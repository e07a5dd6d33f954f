/** The smallest application that imports all of the runtime. */

import {
  AutomaticReloader,
  HotReloadError,
  keep,
  renew,
  ManualReloader,
  ModuleAttributeAccessor,
  ModuleWrapper,
} from 'module-hot-reload/runtime';

import * as routes from './routes.mjs';

const live = new AutomaticReloader().register(routes);
console.log(live.handle('/'), HotReloadError, ManualReloader, ModuleAttributeAccessor, ModuleWrapper, keep, renew);
