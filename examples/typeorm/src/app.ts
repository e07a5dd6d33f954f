/** Answers requests. */

import type { IncomingMessage, ServerResponse } from 'node:http';

import { config } from './config';
import { addBook, listBooks } from './library';

type Route = (request: IncomingMessage) => Promise<unknown>;

const routes: Readonly<Record<string, Route>> = {
  'GET /': async () => ({ title: config.title, books: await listBooks() }),
  'POST /': async (request) => {
    const { title, author } = (await readBody(request)) as { title: string; author: string };
    return addBook(title, author);
  },
};

export async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('content-type', 'application/json');
  try {
    const route = routes[`${request.method} ${request.url}`];
    if (route === undefined) response.statusCode = 404;
    response.end(JSON.stringify((await route?.(request)) ?? null));
  } catch (error) {
    response.statusCode = 500;
    response.end(JSON.stringify({ error: String(error) }));
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) text += String(part);
  return JSON.parse(text);
}
