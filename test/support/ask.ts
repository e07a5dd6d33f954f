/** Asks a server once, on a connection of its own. */

import { once } from 'node:events';
import http from 'node:http';

/** The text of the answer of a port or a Unix domain socket. */
export async function ask(where: number | string, path = '/', host = '127.0.0.1'): Promise<string> {
  const target = typeof where === 'string' ? { socketPath: where } : { port: where, host };
  const request = http.get({ ...target, path, agent: false });
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}
