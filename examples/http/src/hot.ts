/** Registers what may be reloaded; `MODE=manual` makes it wait for SIGUSR2. */

import { AutomaticReloader, ManualReloader } from 'module-hot-reload/runtime';

import * as router from './router';

function watch(): typeof router {
  if (process.env['MODE'] === 'manual') {
    const reloader = new ManualReloader();
    reloader.listen('SIGUSR2');
    return reloader.register(router);
  }
  const reloader = new AutomaticReloader();
  const registered = reloader.register(router);
  reloader.start();
  return registered;
}

/** Always speaks for the newest router. */
export const live = watch();
