/** Says in a header who has answered. */

import type { Middleware } from 'koa';

export const servedBy: Middleware = async (context, next) => {
  context.set('x-served-by', 'bookshop');
  await next();
};
