/** Turns errors into answers. */

import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ZodError } from 'zod';

export const notFound: RequestHandler = (request, response) => {
  response.status(404).json({ error: `There is no ${request.path}` });
};

export const handleError: ErrorRequestHandler = (error, _request, response, _next) => {
  if (error instanceof ZodError) {
    response.status(400).json({ error: 'That is not a book', issues: error.issues });
    return;
  }
  // What middleware says of a request, such as a body that is not JSON.
  if (error.expose === true) {
    response.status(error.status).json({ error: error.message });
    return;
  }
  console.error(error);
  response.status(500).json({ error: 'Something went wrong' });
};
