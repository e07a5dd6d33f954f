/** Says in a header who has answered. */

import type { RequestHandler } from 'express';

export const servedBy: RequestHandler = (_request, response, next) => {
  response.set('x-served-by', 'bookshop');
  next();
};
