/** The entry: opens the port once, and hands every event of every connection to the newest chat. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { joined, received } from './chat';
import { io } from './io';

// The one line of hot reload. `joined` and `received` below are the newest ones from then on.
import.meta.webpackHot?.accept('./chat');

// Listeners stay as long as their connection: they may call what is reloaded, and should not be it.
io.on('connection', (socket) => {
  joined(socket);
  socket.onAny((event: string, ...args: unknown[]) => received(socket, event, args));
});

const server = createServer();
io.attach(server);

server.listen(Number(process.env.PORT ?? 3000), () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening on http://localhost:${port} (pid ${process.pid})`);
});
