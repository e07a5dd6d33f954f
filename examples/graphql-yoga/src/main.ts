/** The entry: opens the port once, and hands every request to the newest application. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { yoga } from './app';

// The one line of hot reload. `yoga` below is the newest one from then on.
import.meta.webpackHot?.accept('./app');

const server = createServer((request, response) => {
  void yoga(request, response);
});

server.listen(Number(process.env.PORT ?? 3000), () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening on http://localhost:${port} (pid ${process.pid})`);
});
