/** Finds the route for a request; every file of the routes folder is one. */

import type { IncomingMessage, ServerResponse } from 'node:http';

import { increment } from './counter';

/** What a file of the routes folder exports. */
interface Route {
  readonly path: string;
  respond(count: number): string;
}

const context = require.context('./routes', false, /\.ts$/);
const routes = context.keys().map((key) => context(key) as Route);

export function route(request: IncomingMessage, response: ServerResponse): void {
  const found = routes.find(({ path }) => path === request.url);
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.statusCode = found === undefined ? 404 : 200;
  response.end(found === undefined ? 'There is no such route.\n' : found.respond(increment()));
}
