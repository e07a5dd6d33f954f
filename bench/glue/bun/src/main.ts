/** The entry for Bun, which evaluates it again after an edit and goes on with the server. */

import { respond } from './router.ts';

const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response(respond()) });
console.log(`listening on http://127.0.0.1:${String(server.port)}`);
