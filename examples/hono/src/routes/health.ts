/** GET /health: how the process is doing. */

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';

export const health = new Hono<{ Bindings: HttpBindings }>();

health.get('/', (context) => {
  const { server } = context.env.incoming.socket as Socket & { server: Server };
  return context.json({
    pid: process.pid,
    uptime: process.uptime(),
    listeners: server.listenerCount('request'),
    resources: process.getActiveResourcesInfo(),
  });
});
