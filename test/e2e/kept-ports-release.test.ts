/** Sockets are let go when the application does not want them, and are in nobody's way. */

import { once } from 'node:events';
import net from 'node:net';
import { ask } from '../support/ask';
import { freePort } from '../support/free-port';
import { cleanUpSupervised, Supervised } from '../support/supervised';
import { until } from '../support/until';

afterEach(cleanUpSupervised);

const PRELUDE = `
  const http = require('node:http');
  const create = (name) => http.createServer((req, res) => res.end(name)).on('error', (error) => console.log(name + ' ' + error.code));
  const ready = (server) => console.log('ready ' + server.address().port);
`;

/** Listens, and says so. */
const LISTENS = (name: string, where: number | string): string =>
  `const ${name} = create('${name}').listen(${where}, () => ready(${name}));`;

async function untilRefused(port: number): Promise<void> {
  await until(
    () => `Port ${port} is still open`,
    async () => (await isRefused(port)) || undefined,
  );
}

async function isRefused(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

/** Starts a script and waits until the keeper has its sockets. */
async function startSettled(supervised: Supervised, script: string): Promise<number> {
  const from = supervised.lines.all.length;
  supervised.start(`${script}; setTimeout(() => console.log('settled'), 400);`);
  const port = Number(await supervised.printed(/^ready (\d+)/, from));
  await supervised.printed(/^settled/, from);
  return port;
}

it.each([
  ['which goes on', 'setInterval(() => undefined, 1000)'],
  ['which ends by itself then', ''],
])('refuses connections once the application, %s, has closed its server', async (_kind, alive) => {
  const supervised = new Supervised();
  const closes = `process.once('SIGUSR2', () => a.close()); ${alive}`;
  const port = await startSettled(supervised, `${PRELUDE}${LISTENS('a', 0)} ${closes}`);
  expect(await ask(port)).toBe('a');
  supervised.child.kill('SIGUSR2');
  await untilRefused(port);
  // What is let go stays so.
  await supervised.stop();
  await startSettled(supervised, `${PRELUDE}${LISTENS('a', 0)}`);
  expect(await isRefused(port)).toBe(true);
});

it('keeps a socket that reloaded code closes and listens on again, at once or after a while', async () => {
  const supervised = new Supervised();
  const again = (wait: string): string => `${PRELUDE}
    ${LISTENS('a', 0)}
    process.once('SIGUSR2', () => a.close(() => ${wait}(() => {
      const b = create('b').listen(0);
      console.log('again ' + b.address().port);
    })));`;
  for (const wait of ['(listen => listen())', '(listen => setTimeout(listen, 300))']) {
    const from = supervised.lines.all.length;
    const port = await startSettled(supervised, again(wait));
    supervised.child.kill('SIGUSR2');
    expect(await supervised.printed(/^again (\d+)/, from)).toBe(String(port));
    expect(await ask(port)).toBe('b');
    await supervised.stop();
  }
});

it('stays out of the way of who tries whether a port is free, on every start', async () => {
  const supervised = new Supervised();
  const port = await freePort();
  const script = `${PRELUDE}
    const trial = create('trial').listen(${port}, () => trial.close(() => {
      const a = create('a').listen(${port}, () => ready(a));
      console.log('at once ' + (a.address() !== null));
    }));`;
  for (let round = 0; round < 2; round += 1) {
    expect(await startSettled(supervised, script)).toBe(port);
    expect(await ask(port)).toBe('a');
    await supervised.stop();
  }
  expect(supervised.lines.matching(/^(a|trial) E/)).toEqual([]);
  expect(supervised.lines.matching(/^at once/)[0]).toBe('at once true');
});

it('lets go of a port that the changed application does not ask for', async () => {
  const supervised = new Supervised();
  const [port, other] = [await freePort(), await freePort()];
  await startSettled(supervised, `${PRELUDE}${LISTENS('a', port)}`);
  await supervised.stop();
  expect(await startSettled(supervised, `${PRELUDE}${LISTENS('a', other)}`)).toBe(other);
  expect(await isRefused(port)).toBe(false);
  await untilRefused(port);
  expect(await ask(other)).toBe('a');
});

it('lets the changed application listen on the same port of another address', async () => {
  const supervised = new Supervised();
  const port = await freePort();
  await startSettled(supervised, `${PRELUDE}${LISTENS('a', port)}`);
  await supervised.stop();
  supervised.start(`${PRELUDE}${LISTENS('b', `${port}, '127.0.0.1'`)}`);
  await supervised.printed(/^ready/, supervised.lines.all.length);
  expect(await ask(port)).toBe('b');
  expect(supervised.lines.matching(/^b E/)).toEqual([]);
});

it('fails as usual where another process listens, and where this one does already', async () => {
  const supervised = new Supervised();
  const blocker = net.createServer().listen(0);
  await once(blocker, 'listening');
  const taken = (blocker.address() as net.AddressInfo).port;
  const port = await freePort();
  const script = `${PRELUDE}${LISTENS('a', port)} create('b').listen(${port}); create('c').listen(${taken});`;
  for (let round = 0; round < 2; round += 1) {
    const from = supervised.lines.all.length;
    await startSettled(supervised, script);
    expect(supervised.lines.matching(/^[a-c] E/, from).sort()).toEqual(['b EADDRINUSE', 'c EADDRINUSE']);
    await supervised.stop();
  }
  blocker.close();
});

it('gives the port back when the keeper is closed', async () => {
  const supervised = new Supervised();
  const port = await startSettled(supervised, `${PRELUDE}${LISTENS('a', 0)}`);
  await supervised.stop();
  expect(await isRefused(port)).toBe(false);
  supervised.release();
  expect(await isRefused(port)).toBe(true);
});

it('keeps nothing in the mode that releases ports, but drains all the same', async () => {
  const supervised = new Supervised('release');
  const port = await startSettled(supervised, `${PRELUDE}${LISTENS('a', 0)}`);
  await supervised.drain();
  expect(await isRefused(port)).toBe(true);
  expect(supervised.child.exitCode).toBeNull();
  await supervised.kill('SIGTERM');
  expect(await startSettled(supervised, `${PRELUDE}${LISTENS('a', port)}`)).toBe(port);
});
