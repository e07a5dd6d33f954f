/** What every router is made of. */

import { initTRPC } from '@trpc/server';
import type { CreateHTTPContextOptions } from '@trpc/server/adapters/standalone';

import { servedBy } from './middleware/served-by';

/** What every procedure gets. */
export function createContext({ req, res }: CreateHTTPContextOptions) {
  return { req, res };
}

const t = initTRPC.context<typeof createContext>().create();

export const { router } = t;

export const procedure = t.procedure.use(({ ctx, next }) => {
  servedBy(ctx.res);
  return next();
});
