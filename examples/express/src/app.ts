/** Puts the application together. */

import express from 'express';

import { handleError, notFound } from './middleware/errors';
import { servedBy } from './middleware/served-by';
import { books } from './routes/books';
import { health } from './routes/health';

export const app = express();

app.disable('x-powered-by');
app.use(servedBy);
app.use(express.json());
app.use('/books', books);
app.use('/health', health);
app.use(notFound);
app.use(handleError);
