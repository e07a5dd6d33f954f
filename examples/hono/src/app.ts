/** Puts the application together. */

import { Hono } from 'hono';

import { handleError, notFound } from './middleware/errors';
import { servedBy } from './middleware/served-by';
import { books } from './routes/books';
import { health } from './routes/health';

export const app = new Hono();

app.use(servedBy);
app.route('/books', books);
app.route('/health', health);
app.notFound(notFound);
app.onError(handleError);
