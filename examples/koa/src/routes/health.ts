/** GET /health: how the process is doing. */

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import { Router } from '@koa/router';

export const health = new Router();

health.get('/health', (context) => {
  const { server } = context.req.socket as Socket & { server: Server };
  context.body = {
    pid: process.pid,
    uptime: process.uptime(),
    listeners: server.listenerCount('request'),
    resources: process.getActiveResourcesInfo(),
  };
});
