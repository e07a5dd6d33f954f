/** Answers requests. */

import type { IncomingMessage, ServerResponse } from 'node:http';

import { config } from './config';
import { addNote, listNotes } from './notes';

type Route = (request: IncomingMessage) => unknown;

const routes: Readonly<Record<string, Route>> = {
  'GET /': () => ({ title: config.title, notes: listNotes() }),
  'POST /': async (request) => addNote(await readBody(request)),
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

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}
