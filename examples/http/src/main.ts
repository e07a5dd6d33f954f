/** The entry: opens the port once, and hands every request to the newest router. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { live } from './hot';

const server = createServer((request, response) => {
  live.route(request, response);
});

server.listen(Number(process.env['PORT'] ?? 3000), () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening on http://localhost:${port} (pid ${process.pid})`);
});
