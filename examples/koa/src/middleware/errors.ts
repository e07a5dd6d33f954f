/** Turns errors into answers. */

import type { Context, HttpError, Middleware } from 'koa';
import { ZodError } from 'zod';

export const handleErrors: Middleware = async (context, next) => {
  try {
    await next();
    if (context.status === 404 && !context.body) answer(context, 404, { error: `There is no ${context.path}` });
  } catch (error) {
    if (error instanceof ZodError) return answer(context, 400, { error: 'That is not a book', issues: error.issues });
    // What middleware says of a request, such as a body that is not JSON.
    if (isHttpError(error) && error.expose) return answer(context, error.status, { error: error.message });
    console.error(error);
    answer(context, 500, { error: 'Something went wrong' });
  }
};

function answer(context: Context, status: number, body: object): void {
  context.status = status;
  context.body = body;
}

/** By what it has, since several copies of the class may be installed. */
function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && 'expose' in error && 'status' in error;
}
