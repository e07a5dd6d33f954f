/** The entry: opens the port once, and hands every request to the newest application. */

import { serve } from '@hono/node-server';

import { app } from './app';

// The one line of hot reload. `app` below is the newest one from then on.
import.meta.webpackHot?.accept('./app');

// Not `fetch: app.fetch`, which would stay that of the first application.
serve({ fetch: (request, env) => app.fetch(request, env), port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`listening on http://localhost:${port} (pid ${process.pid})`);
});
