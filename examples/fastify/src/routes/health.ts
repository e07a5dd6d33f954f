/** GET /health: how the process is doing. */

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import type { FastifyPluginAsync } from 'fastify';

export const health: FastifyPluginAsync = async (app) => {
  app.get('/', async (request) => {
    const { server } = request.raw.socket as Socket & { server: Server };
    return {
      pid: process.pid,
      uptime: process.uptime(),
      listeners: server.listenerCount('request'),
      resources: process.getActiveResourcesInfo(),
    };
  });
};
