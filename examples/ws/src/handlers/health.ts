/** {"type":"health"}: tells how the process is doing. */

import type { WebSocket } from 'ws';

import { send } from '../services/broadcast';

export function tellHealth(socket: WebSocket): void {
  send(socket, {
    type: 'health',
    pid: process.pid,
    uptime: process.uptime(),
    listeners: socket.listenerCount('message') + socket.listenerCount('close'),
    resources: process.getActiveResourcesInfo(),
  });
}
