/** The entry: opens the port once, and hands every event of every connection to the newest chat. */

import type { AddressInfo } from 'node:net';

import { WebSocketServer } from 'ws';

import { joined, left, received } from './chat';

// The one line of hot reload. `joined`, `received` and `left` below are the newest ones from then on.
import.meta.webpackHot?.accept('./chat');

const server = new WebSocketServer({ port: Number(process.env.PORT ?? 3000) });

// Listeners stay as long as their connection: they may call what is reloaded, and should not be it.
server.on('connection', (socket) => {
  joined(socket);
  socket.on('message', (data) => received(socket, String(data)));
  socket.on('close', () => left(socket));
});

server.on('listening', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening on ws://localhost:${port} (pid ${process.pid})`);
});
