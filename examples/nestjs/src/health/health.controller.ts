/** GET /health: how the process is doing. */

import { Controller, Get, Req } from '@nestjs/common';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

@Controller('health')
export class HealthController {
  @Get()
  tell(@Req() request: IncomingMessage): object {
    const { server } = request.socket as Socket & { server: Server };
    return {
      pid: process.pid,
      uptime: process.uptime(),
      listeners: server.listenerCount('request'),
      resources: process.getActiveResourcesInfo(),
    };
  }
}
