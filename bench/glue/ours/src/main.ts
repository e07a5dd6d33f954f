/** The entry for module-hot-reload. */

import { AutomaticReloader } from 'module-hot-reload/runtime';

import * as router from './router.ts';
import { serve } from './server.ts';

const reloader = new AutomaticReloader();
const live = reloader.register(router);
reloader.start();

serve(() => live.respond());
