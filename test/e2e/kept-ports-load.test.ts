/** No request is lost and none is refused over many restarts, whatever the clients are like. */

import { CERTIFICATE, KEY } from '../support/certificate';
import { LoadClient } from '../support/load-client';
import { until } from '../support/until';
import { cleanUpSupervised, Supervised } from '../support/supervised';

afterEach(cleanUpSupervised);

const RESTARTS = 20;

/** Answers at once, late, or bit by bit. */
const SERVER = `
  const http = require('node:http');
  function answer(req, res) {
    const text = 'begin ' + process.pid + ' ' + 'x'.repeat(1000) + ' end';
    if (req.url === '/slow') return setTimeout(() => res.end(text), 200);
    if (req.url !== '/stream') return res.end(text);
    let sent = 0;
    const timer = setInterval(() => {
      if (sent < text.length) res.write(text.slice(sent, (sent += 100)));
      else clearInterval(timer), res.end();
    }, 20);
  }
  const server = http.createServer(answer).listen(0, () => console.log('ready ' + server.address().port));
`;

/** The usual end of an application. */
const ENDING = `
  process.on('SIGTERM', () => server.close((error) => {
    console.log(error ? 'not closed: ' + error.code : 'closed');
    process.exit();
  }));
`;

const EXPECTED = /^begin \d+ x{1000} end$/;

function clientsOf(port: number): Record<string, LoadClient> {
  const client = (path: string, keepAlive: boolean): LoadClient =>
    new LoadClient({ port, path, keepAlive, expected: EXPECTED });
  return {
    'kept connection': client('/', true),
    'new connections': client('/', false),
    'slow, kept': client('/slow', true),
    'slow, new': client('/slow', false),
    'streamed, kept': client('/stream', true),
    'streamed, new': client('/stream', false),
  };
}

it.each([
  ['that ends at once', ''],
  ['that closes its server', ENDING],
])('%# an application %s', async (_kind, ending) => {
  const supervised = new Supervised();
  supervised.start(SERVER + ending);
  const port = Number(await supervised.printed(/^ready (\d+)/));
  const clients = clientsOf(port);
  const pids = new Set<number>();
  for (let round = 0; round < RESTARTS; round += 1) {
    await progress(clients);
    const from = supervised.lines.all.length;
    await supervised.restart(SERVER + ending);
    expect(await supervised.printed(/^ready (\d+)/, from)).toBe(String(port));
    pids.add(supervised.child.pid!);
  }
  await Promise.all(Object.values(clients).map(async (client) => client.stop()));
  for (const [name, { sent, answered, faults }] of Object.entries(clients)) {
    expect({ name, answered, faults }).toEqual({ name, answered: sent, faults: [] });
    expect(sent).toBeGreaterThan(RESTARTS);
  }
  expect(pids.size).toBe(RESTARTS);
  expect(supervised.lines.matching(/closed/)).toEqual(ending ? Array<string>(RESTARTS).fill('closed') : []);
});

/** Waits until every client has had one more answer. */
async function progress(clients: Record<string, LoadClient>): Promise<void> {
  const goals = Object.values(clients).map((client) => ({ client, goal: client.answered + 1 }));
  const describe = (): string => `Not answered: ${JSON.stringify(goals)}`;
  await until(describe, () => goals.every(({ client, goal }) => client.answered >= goal) || undefined);
}

it('also of an application that is restarted as soon as it listens', async () => {
  const supervised = new Supervised();
  supervised.start(SERVER);
  const port = Number(await supervised.printed(/^ready (\d+)/));
  const clients = clientsOf(port);
  for (let round = 0; round < RESTARTS; round += 1) await supervised.restart(SERVER);
  await Promise.all(Object.values(clients).map(async (client) => client.stop()));
  for (const [name, { sent, answered, faults }] of Object.entries(clients)) {
    expect({ name, answered, faults }).toEqual({ name, answered: sent, faults: [] });
  }
});

it('also of an encrypted server', async () => {
  const supervised = new Supervised();
  const options = JSON.stringify({ key: KEY, cert: CERTIFICATE });
  const script = `const server = require('node:https').createServer(${options}, (req, res) => {
    setTimeout(() => res.end('from ' + process.pid), req.url === '/slow' ? 100 : 0);
  }).listen(0, () => console.log('ready ' + server.address().port));`;
  supervised.start(script);
  const port = Number(await supervised.printed(/^ready (\d+)/));
  const client = (path: string, keepAlive: boolean): LoadClient =>
    new LoadClient({ port, path, keepAlive, encrypted: true, expected: /^from \d+$/ });
  const clients = { kept: client('/', true), new: client('/', false), slow: client('/slow', true) };
  for (let round = 0; round < 5; round += 1) {
    await progress(clients);
    await supervised.restart(script);
  }
  await Promise.all(Object.values(clients).map(async (each) => each.stop()));
  for (const [name, { faults, answered, sent }] of Object.entries(clients)) {
    expect({ name, answered, faults }).toEqual({ name, answered: sent, faults: [] });
  }
});
