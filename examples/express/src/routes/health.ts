/** GET /health: how the process is doing. */

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import { Router } from 'express';

export const health = Router();

health.get('/', (request, response) => {
  const { server } = request.socket as Socket & { server: Server };
  response.json({
    pid: process.pid,
    uptime: process.uptime(),
    listeners: server.listenerCount('request'),
    resources: process.getActiveResourcesInfo(),
  });
});
