/** The entry: schedules the jobs, and tells over HTTP how they are doing. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { answer } from './status';

// The one line of hot reload: `answer` is the newest one from then on, and with it the jobs below.
import.meta.webpackHot?.accept('./status');

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500).end(String(error));
  });
});

server.listen(Number(process.env.PORT ?? 3000), () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening on http://localhost:${port} (pid ${process.pid})`);
});
