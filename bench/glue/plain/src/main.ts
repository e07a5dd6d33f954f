/** The entry for tools that start the process again. */

import { respond } from './router.ts';
import { serve } from './server.ts';

serve(respond);
