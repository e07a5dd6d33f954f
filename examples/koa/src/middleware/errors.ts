/** Turns errors into answers. */

import type { Context, Middleware } from 'koa';
import { ZodError } from 'zod';

export const handleErrors: Middleware = async (context, next) => {
  try {
    await next();
    if (context.status === 404 && !context.body) answer(context, 404, { error: `There is no ${context.path}` });
  } catch (error) {
    if (error instanceof ZodError) return answer(context, 400, { error: 'That is not a book', issues: error.issues });
    // What middleware says of a request, such as a body that is not JSON.
    const { status = 500, message } = error as Error & { status?: number };
    if (status < 500) return answer(context, status, { error: message });
    console.error(error);
    answer(context, 500, { error: 'Something went wrong' });
  }
};

function answer(context: Context, status: number, body: object): void {
  context.status = status;
  context.body = body;
}
