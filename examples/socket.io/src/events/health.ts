/** health: tells how the process is doing. */

import type { Socket } from 'socket.io';

import { io } from '../io';

export function health(socket: Socket): object {
  return {
    pid: process.pid,
    uptime: process.uptime(),
    listeners: io.sockets.listenerCount('connection') + socket.listenersAny().length,
    resources: process.getActiveResourcesInfo(),
  };
}
