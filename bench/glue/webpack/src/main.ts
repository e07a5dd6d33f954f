/** The entry for the hot module replacement of webpack and Rspack. */

import { respond } from './router.ts';
import { serve } from './server.ts';

serve(() => respond());

if (module.hot) module.hot.accept('./router.ts');
