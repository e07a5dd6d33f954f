/** Puts the application together. */

import { bodyParser } from '@koa/bodyparser';
import Koa from 'koa';

import { handleErrors } from './middleware/errors';
import { servedBy } from './middleware/served-by';
import { books } from './routes/books';
import { health } from './routes/health';

const app = new Koa();

app.use(servedBy);
app.use(handleErrors);
app.use(bodyParser());
app.use(books.routes()).use(books.allowedMethods());
app.use(health.routes());

export const handle = app.callback();
