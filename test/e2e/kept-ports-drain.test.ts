/** A process that drains finishes what is in flight, and can be shut down as usual afterwards. */

import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import { ask } from '../support/ask';
import { cleanUpSupervised, Supervised } from '../support/supervised';
import { withDeadline } from '../support/until';

afterEach(cleanUpSupervised);

const READY = "() => console.log('ready ' + server.address().port)";

async function start(supervised: Supervised, script: string): Promise<number> {
  const from = supervised.lines.all.length;
  supervised.start(script);
  return Number(await supervised.printed(/^ready (\d+)/, from));
}

/** Reads until the other side ends the connection. */
async function readAll(socket: net.Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

/** Opens a connection, requests once, and keeps it; gives what waits until the other side has closed it. */
async function openIdle(port: number): Promise<() => Promise<unknown>> {
  const socket = net.connect(port, '127.0.0.1');
  socket.write('GET /idle HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  const ended = once(socket, 'end');
  return async () => ended;
}

describe('the shutdown of the application', () => {
  it.each([
    ['with a callback', 'server.close((error) => console.log("closed " + error))'],
    ['with an event', 'server.on("close", () => console.log("closed undefined")).close()'],
    [
      'which closes connections itself',
      'server.close((error) => console.log("closed " + error)), server.closeAllConnections()',
    ],
    [
      'by a promise',
      'require("node:util").promisify(server.close.bind(server))().then(() => console.log("closed undefined"))',
    ],
    [
      'twice',
      'server.close(() => server.close((error) => console.log("closed " + error.code)))',
      'ERR_SERVER_NOT_RUNNING',
    ],
  ])('works %s', async (_kind, close, expected = 'undefined') => {
    const supervised = new Supervised();
    await start(
      supervised,
      `const server = require('node:http').createServer().listen(0, ${READY});
      process.on('SIGTERM', () => { console.log('listening ' + server.listening); ${close}; });`,
    );
    await supervised.drain();
    expect(supervised.child.exitCode).toBeNull();
    // Nothing keeps it alive any more, as in plain Node.js.
    expect(await supervised.kill('SIGTERM')).toBe(0);
    expect(supervised.lines.matching(/^(listening|closed)/)).toEqual(['listening true', `closed ${expected}`]);
  });
});

it('finishes what is in flight, closes what is idle, and answers a last time on kept connections', async () => {
  const supervised = new Supervised();
  const port = await start(
    supervised,
    `const server = require('node:http').createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
      if (req.url !== '/slow') return res.end('quick');
      console.log('asked');
      process.once('SIGUSR2', () => res.end('slow'));
    }).listen(0, ${READY});`,
  );
  const idleEnded = await openIdle(port);
  const slow = ask(port, '/slow');
  await supervised.printed(/^asked/);
  const drained = supervised.drain();
  await withDeadline(() => 'The idle connection stays open', idleEnded());
  supervised.child.kill('SIGUSR2');
  expect(await slow).toBe('slow');
  await drained;
});

it('tells clients of kept connections to use another one', async () => {
  const supervised = new Supervised();
  const port = await start(
    supervised,
    `const server = require('node:http').createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
      if (req.url !== '/begin') return res.end('x');
      process.once('SIGUSR2', () => res.end('x'));
      res.write('x');
    }).listen(0, ${READY});`,
  );
  const idleEnded = await openIdle(port);
  const socket = net.connect(port, '127.0.0.1');
  const request = (path: string): void => void socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  const text = readAll(socket);
  request('/begin');
  await once(socket, 'readable');
  const drained = supervised.drain();
  await idleEnded();
  supervised.child.kill('SIGUSR2');
  request('/next');
  expect((await text).match(/Connection: .*/g)).toEqual(['Connection: keep-alive', 'Connection: close']);
  await drained;
});

it('is not drained before the keeper has the socket and nothing can come in any more', async () => {
  const supervised = new Supervised();
  const answer = `const server = require('node:http').createServer((req, res) => res.end('answer'))`;
  supervised.start(`${answer}.listen(0, ${READY});`);
  const { child } = supervised;
  const send = child.send.bind(child) as (...args: unknown[]) => boolean;
  const held: unknown[][] = [];
  // The keeper is slow to answer.
  child.send = (...args: unknown[]) =>
    (args[0] as { action?: string }).action === 'kept' ? held.push(args) > 0 : send(...args);
  const port = Number(await supervised.printed(/^ready (\d+)/));
  const events: string[] = [];
  const drained = supervised.drain().then(() => events.push('drained'));
  await once(child, 'message');
  events.push(await ask(port));
  for (const args of held) send(...args);
  await drained;
  expect(events).toEqual(['answer', 'drained']);
});

it('does not wait for upgraded connections, for streams of events and for other protocols', async () => {
  const supervised = new Supervised();
  const port = await start(
    supervised,
    `const server = require('node:http').createServer((req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\\n\\n');
    }).listen(0, ${READY});
    server.on('upgrade', (req, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: x\\r\\n\\r\\n');
      process.on('SIGTERM', () => socket.end('goodbye'));
    });`,
  );
  const raw = await start(
    new Supervised(),
    `const server = require('node:net').createServer((socket) => socket.write('hello')).listen(0, ${READY});`,
  );
  const upgraded = net.connect(port, '127.0.0.1');
  upgraded.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  await once(upgraded, 'readable');
  const events = http.get({ port, agent: false });
  events.on('error', () => undefined);
  const [stream] = (await once(events, 'response')) as [http.IncomingMessage];
  stream.on('error', () => undefined);
  const plain = net.connect(raw, '127.0.0.1').on('error', () => undefined);
  await once(plain, 'readable');
  await supervised.drain();
  supervised.child.kill('SIGTERM');
  expect(await readAll(upgraded)).toMatch(/goodbye$/);
  plain.destroy();
});

it('finishes the streams of HTTP/2 sessions and ends the sessions', async () => {
  const supervised = new Supervised();
  const script = `const server = require('node:http2').createServer();
    server.on('stream', (stream) => {
      console.log('asked');
      const answer = () => { stream.respond({ ':status': 200 }); stream.end('from ' + process.pid); };
      process.once('SIGUSR2', answer);
    }).listen(0, ${READY});`;
  const port = await start(supervised, script);
  const session = http2.connect(`http://127.0.0.1:${port}`);
  const closed = once(session, 'close');
  const answer = readAll(session.request({ ':path': '/' }) as unknown as net.Socket);
  await supervised.printed(/^asked/);
  const { pid } = supervised.child;
  const drained = supervised.drain();
  const goaway = once(session, 'goaway');
  await goaway;
  supervised.child.kill('SIGUSR2');
  expect(await answer).toBe(`from ${pid}`);
  await closed;
  await drained;
  await supervised.kill('SIGTERM');
  expect(await start(supervised, script)).toBe(port);
});

it('lets connections of other protocols wait for the next process', async () => {
  const supervised = new Supervised();
  const script = `const server = require('node:net').createServer((socket) => socket.end('from ' + process.pid)).listen(0, ${READY});`;
  const port = await start(supervised, script);
  await supervised.stop();
  const text = readAll(net.connect(port, '127.0.0.1'));
  expect(await start(supervised, script)).toBe(port);
  expect(await text).toBe(`from ${supervised.child.pid}`);
});
