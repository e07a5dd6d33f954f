/** Knows who is connected. */

import type { WebSocket } from 'ws';

const names = new Map<WebSocket, string>();
let guests = 0;

export function addMember(socket: WebSocket): void {
  guests += 1;
  names.set(socket, `guest ${guests}`);
}

export function removeMember(socket: WebSocket): void {
  names.delete(socket);
}

export function nameOf(socket: WebSocket): string {
  return names.get(socket) ?? 'somebody';
}

export function listMembers(): Iterable<WebSocket> {
  return names.keys();
}
