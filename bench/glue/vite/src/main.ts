/** The entry for Vite's module runner. */

import * as router from './router.ts';
import { serve } from './server.ts';

let live = router;
serve(() => live.respond());

if (import.meta.hot) {
  import.meta.hot.accept('./router.ts', (next) => {
    if (next !== undefined) live = next;
  });
}
