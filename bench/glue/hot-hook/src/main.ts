/** The entry for hot-hook, which reloads what is imported dynamically. */

import { serve } from './server.ts';

serve(async () => {
  const { respond } = await import('./router.ts');
  return respond();
});
