/** Turns errors into answers. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

export function notFound(request: FastifyRequest, reply: FastifyReply) {
  return reply.code(404).send({ error: `There is no ${request.url}` });
}

export function handleError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply) {
  if (error.validation) return reply.code(400).send({ error: 'That is not a book', issues: error.validation });
  // What Fastify says of a request, such as a body that is not JSON.
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return reply.code(error.statusCode).send({ error: error.message });
  }
  console.error(error);
  return reply.code(500).send({ error: 'Something went wrong' });
}
