/** Sends messages to one or to all. */

import type { WebSocket } from 'ws';

import { listMembers } from './members';

export function send(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}

export function broadcast(message: object): void {
  for (const socket of listMembers()) send(socket, message);
}
