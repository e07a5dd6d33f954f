/** Tells how the process is doing. */

import type { ServerResponse } from 'node:http';

import type { MqttClient } from 'mqtt';

export function tellHealth(client: MqttClient, response: ServerResponse): void {
  const health = {
    pid: process.pid,
    connected: client.connected,
    listeners: client.listenerCount('message'),
    resources: process.getActiveResourcesInfo(),
  };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(health));
}
