/** Sends requests to an example, and reads what is in the answers besides their text. */

import type { Answer, Server } from '../../support/server';

/** Asks for something: who has answered, and what. */
export async function look({ port }: Server, path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return `${response.headers.get('x-served-by') ?? 'nobody'}: ${await response.text()}`;
}

/** Sends JSON, or what should be. */
export async function post({ port }: Server, path: string, body: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}
