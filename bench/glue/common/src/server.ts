/** Serves what a function says, on any free port, which it tells by a line on stdout. */

import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export function serve(respond: () => string | Promise<string>): void {
  const server = createServer(async (_request: IncomingMessage, response: ServerResponse) => {
    try {
      response.end(await respond());
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    }
  });
  server.listen(0, '127.0.0.1', () => {
    console.log(`listening on http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  });
}
