/** Says in a header who has answered. */

import { createMiddleware } from 'hono/factory';

export const servedBy = createMiddleware(async (context, next) => {
  await next();
  context.header('x-served-by', 'bookshop');
});
