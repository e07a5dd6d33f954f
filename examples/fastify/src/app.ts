/** Puts the application together. */

import fastify from 'fastify';
import { renew } from 'module-hot-reload/runtime';

import { handleError, notFound } from './hooks/errors';
import { servedBy } from './hooks/served-by';
import { books } from './routes/books';
import { health } from './routes/health';
import { followRates } from './services/exchange-rates';

// Closed as soon as the next one is live, and gets all requests.
export const app = renew(
  () => fastify(),
  (each) => each.close(),
);

app.addHook('onRequest', servedBy);
app.setNotFoundHandler(notFound);
app.setErrorHandler(handleError);
app.register(books, { prefix: '/books' });
app.register(health, { prefix: '/health' });

app.addHook('onReady', async () => {
  const stop = await followRates();
  app.addHook('onClose', async () => stop());
});

// A plugin that fails fails the module, so that the version before serves on.
await app.ready();
