/** Pins what listening sockets are kept with and what Node.js does not document: each test says what would break. */

import { execFile, fork } from 'node:child_process';
import diagnostics from 'node:diagnostics_channel';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { ask } from '../support/ask';
import { useTemporaryFolder } from '../support/temporary-folder';
import fs from 'node:fs';

interface Handle {
  close(): void;
}
interface Internals {
  _createServerHandle(address: string | null, port: number, type: number, fd?: number): Handle | number;
  Server: { prototype: { _listen2: (this: { _handle: Handle | null }, ...args: unknown[]) => void } };
}

const internals = net as unknown as Internals;
const run = promisify(execFile);
const folder = useTemporaryFolder();

/** Fails with a sentence. */
function ensure(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(`${sentence} (Node.js ${process.version})`);
}

it('every listen goes through net.Server.prototype._listen2, with normalized arguments', async () => {
  const { prototype } = internals.Server;
  const original = prototype._listen2;
  const calls: unknown[][] = [];
  prototype._listen2 = function (...args) {
    calls.push(args);
    original.apply(this, args);
  };
  const server = net.createServer().listen({ port: 0, host: '127.0.0.1', backlog: 7 });
  await once(server, 'listening');
  prototype._listen2 = original;
  server.close();
  ensure(
    JSON.stringify(calls.map((args) => args.slice(0, 4))) === '[["127.0.0.1",0,4,7]]',
    'net.Server.listen does not call _listen2(address, port, addressType, backlog, fd, flags) any more: sockets are not kept',
  );
});

it('_listen2 listens on a handle that the server has already', async () => {
  const handle = internals._createServerHandle('127.0.0.1', 0, 4) as Handle;
  ensure(typeof handle === 'object', 'net._createServerHandle does not give a handle any more: paths cannot be bound');
  const server = net.createServer();
  (server as unknown as { _handle: Handle })._handle = handle;
  internals.Server.prototype._listen2.call(server as never, '127.0.0.1', 0, 4, 0);
  await once(server, 'listening');
  ensure(
    (server as unknown as { _handle: Handle })._handle === handle,
    '_listen2 replaces the handle of a server: kept sockets are not used',
  );
  server.close();
});

it('a handle among the stdio of a fork is inherited, and can be opened by its descriptor', async () => {
  const script = path.join(folder.path, 'inherit.js');
  fs.writeFileSync(
    script,
    `const net = require('node:net');
    const server = require('node:http').createServer((req, res) => res.end('inherited'));
    server._handle = net._createServerHandle(null, null, null, 4);
    net.Server.prototype._listen2.call(server, null, 0, 4, 0);
    server.on('listening', () => process.send(server.address().port));`,
  );
  const handle = internals._createServerHandle('127.0.0.1', 0, 4);
  const child = fork(script, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc', handle as never] });
  const [port] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [number];
  const answer = await ask(port).catch(String);
  child.kill('SIGKILL');
  (handle as Handle).close();
  ensure(
    answer === 'inherited',
    'fork does not pass native handles in stdio any more: sockets do not reach the next process',
  );
});

it('a message whose cmd begins with NODE_ reaches no listener of the application, and waits for none', async () => {
  const script = path.join(folder.path, 'message.js');
  fs.writeFileSync(
    script,
    `process.on('internalMessage', (message) => message.cmd === 'NODE_TEST' && process.send('internal'));
    process.on('message', (message) => process.send('seen'));`,
  );
  const child = fork(script);
  const messages: unknown[] = [];
  child.on('message', (message) => messages.push(message));
  child.send({ cmd: 'NODE_TEST' });
  child.send('end');
  while (messages.length < 2) await once(child, 'message');
  child.kill('SIGKILL');
  ensure(
    messages.join() === 'internal,seen',
    'process does not emit NODE_ messages as internalMessage only: the keeper is not heard, or disturbs the application',
  );
});

it('servers publish their connections and requests', async () => {
  const seen = new Set<string>();
  const names = ['net.server.socket', 'http.server.request.start'];
  const listeners = names.map((name) => {
    const listener = (): void => void seen.add(name);
    diagnostics.subscribe(name, listener);
    return () => diagnostics.unsubscribe(name, listener);
  });
  const { createServer } = await import('node:http');
  const server = createServer((_request, response) => response.end()).listen(0);
  await ask((server.address() as net.AddressInfo).port);
  for (const stop of listeners) stop();
  server.close();
  for (const name of names) ensure(seen.has(name), `${name} is not published any more: requests in flight are cut off`);
});

it('a socket of an HTTP server has its parser until it is upgraded', async () => {
  const { createServer } = await import('node:http');
  const parsers: boolean[] = [];
  const server = createServer().listen(0);
  server.on('connection', (socket) => parsers.push(Boolean((socket as { parser?: unknown }).parser)));
  server.on('upgrade', (_request, socket) => {
    parsers.push(Boolean((socket as { parser?: unknown }).parser));
    socket.destroy();
  });
  const client = net.connect((server.address() as net.AddressInfo).port);
  client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  await once(client.resume(), 'close');
  server.close();
  ensure(parsers.join() === 'true,false', 'socket.parser does not tell HTTP from an upgraded connection any more');
});

it.each([
  ['when to give memory back', 'idle-memory', 'keepIdleMemory'],
  ['how far the heap may grow', 'heap-growth', 'letHeapGrow'],
])('V8 can be told %s', async (_what, name, call) => {
  const module = path.resolve(__dirname, `../../dist/src/${name}.js`);
  const { stderr } = await run(process.execPath, ['-e', `require(${JSON.stringify(module)}).${call}()`]);
  ensure(stderr === '', `V8 does not know the flag of src/${name}.ts any more: ${stderr}`);
});
