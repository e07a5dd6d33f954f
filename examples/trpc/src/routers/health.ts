/** health: how the process is doing. */

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import { procedure } from '../trpc';

export const health = procedure.query(({ ctx }) => {
  const { server } = ctx.req.socket as Socket & { server: Server };
  return {
    pid: process.pid,
    uptime: process.uptime(),
    listeners: server.listenerCount('request'),
    resources: process.getActiveResourcesInfo(),
  };
});
