/** The entry: opens the port once, and hands every request to the newest application. */

import 'reflect-metadata';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { app } from './app';

// All of hot reload: `app` is the newest one from then on.
import.meta.webpackHot?.accept('./app');

const server = createServer((request, response) => {
  app.getHttpAdapter().getInstance()(request, response);
});

server.listen(Number(process.env.PORT ?? 3000), () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening on http://localhost:${port} (pid ${process.pid})`);
});
