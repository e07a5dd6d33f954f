/** The entry for what is written by hand, which hands over the router that is to answer. */

import type * as router from './router.ts';
import { serve } from './server.ts';

declare const newest: { router: typeof router };

serve(() => newest.router.respond());
