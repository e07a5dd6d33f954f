/** Turns errors into answers. */

import type { ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { ZodError } from 'zod';

export const notFound: NotFoundHandler = (context) => context.json({ error: `There is no ${context.req.path}` }, 404);

export const handleError: ErrorHandler = (error, context) => {
  if (error instanceof ZodError) return context.json({ error: 'That is not a book', issues: error.issues }, 400);
  if (error instanceof HTTPException) return error.getResponse();
  console.error(error);
  return context.json({ error: 'Something went wrong' }, 500);
};
