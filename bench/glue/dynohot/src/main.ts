/** The entry for dynohot. */

import { respond } from './router.ts';
import { serve } from './server.ts';

serve(() => respond());

import.meta.hot?.accept('./router.ts');
