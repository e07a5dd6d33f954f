/** The entry: connects to the broker once, and hands every message to the newest consumer. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { connectAsync } from 'mqtt';

import { consume } from './consumer';
import { tellHealth } from './health';

// All of hot reload: `consume` and `tellHealth` are the newest ones from then on.
import.meta.webpackHot?.accept(['./consumer', './health']);

const client = await connectAsync(process.env.MQTT_URL ?? 'mqtt://127.0.0.1:1883');
client.on('message', (topic, payload) => {
  consume(topic, payload, (to, text) => client.publishAsync(to, text, { qos: 1 })).catch(console.error);
});
await client.subscribeAsync('orders/new', { qos: 1 });

const server = createServer((_request, response) => tellHealth(client, response));
server.listen(Number(process.env.PORT ?? 3000), () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening on http://localhost:${port} (pid ${process.pid})`);
});
