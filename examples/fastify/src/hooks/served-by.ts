/** Says in a header who has answered. */

import type { onRequestAsyncHookHandler } from 'fastify';

export const servedBy: onRequestAsyncHookHandler = async (_request, reply) => {
  reply.header('x-served-by', 'bookshop');
};
