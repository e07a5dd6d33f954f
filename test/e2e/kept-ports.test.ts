/** Listening sockets outlive the process that has opened them. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ask } from '../support/ask';
import { freePort } from '../support/free-port';
import { cleanUpSupervised, Supervised } from '../support/supervised';

afterEach(cleanUpSupervised);

/** A server that answers with its process. */
function serverOn(...listenArguments: string[]): string {
  return `
    const http = require('node:http');
    const servers = [${listenArguments.map((text) => `http.createServer((req, res) => res.end(process.pid + ' ${text.replaceAll("'", '')}')).listen(${text})`).join(', ')}];
    const tell = (address) => (typeof address === 'object' && address ? address.port : address);
    console.log('at once ' + JSON.stringify(servers.map((server) => tell(server.address()))));
    for (const server of servers) server.on('error', (error) => console.log('error ' + error.code));
    Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve)))).then(() =>
      console.log('ready ' + JSON.stringify(servers.map((server) => tell(server.address())))));
  `;
}

async function ports(supervised: Supervised, from = 0): Promise<(number | string)[]> {
  return JSON.parse(await supervised.printed(/^ready (.*)$/, from)) as (number | string)[];
}

/** Restarts, with somebody waiting from before the new process is there; tells where that listens. */
async function restart(supervised: Supervised, script: string, waiting: readonly (number | string)[], host?: string) {
  await supervised.stop();
  const answers = Promise.all(waiting.map(async (port) => ask(port, '/', host)));
  const from = supervised.lines.all.length;
  supervised.start(script);
  return { ports: await ports(supervised, from), answers: await answers, from };
}

it('keeps any port and a fixed port, each for the server that had it', async () => {
  const supervised = new Supervised();
  const fixed = await freePort();
  const script = serverOn('0', String(fixed), '0', "0, '127.0.0.1'");
  supervised.start(script);
  const first = await ports(supervised);
  expect(first[1]).toBe(fixed);
  const second = await restart(supervised, script, first);
  expect(second.ports).toEqual(first);
  const { pid } = supervised.child;
  expect(second.answers).toEqual([`${pid} 0`, `${pid} ${fixed}`, `${pid} 0`, `${pid} 0, 127.0.0.1`]);
  const [atOnce] = supervised.lines.matching(/^at once/, second.from);
  // A host has to be looked up first, in plain Node.js as well.
  expect(atOnce).toBe(`at once ${JSON.stringify([...first.slice(0, 3), null])}`);
});

it('keeps the port that was given for any, also for who asks for it by its number', async () => {
  const supervised = new Supervised();
  supervised.start(serverOn('0'));
  const [port] = await ports(supervised);
  const second = await restart(supervised, serverOn(String(port)), [port!]);
  expect(second.answers).toEqual([`${supervised.child.pid} ${port}`]);
});

const hasIpv6 = Object.values(os.networkInterfaces()).some((list) => list!.some(({ address }) => address === '::1'));

(hasIpv6 ? it : it.skip)('keeps ports of IPv6', async () => {
  const supervised = new Supervised();
  const script = serverOn("0, '::1'", "{ port: 0, host: '::', ipv6Only: true }");
  supervised.start(script);
  const first = await ports(supervised);
  const second = await restart(supervised, script, first, '::1');
  expect(second.ports).toEqual(first);
  expect(second.answers.map((text) => text.split(' ')[0])).toEqual([1, 2].map(() => String(supervised.child.pid)));
});

describe('a Unix domain socket', () => {
  const socket = (supervised: Supervised): string => path.join(supervised.folder, 'app.sock');
  const inode = (file: string): number | undefined => fs.statSync(file, { throwIfNoEntry: false })?.ino;

  it('is kept', async () => {
    const supervised = new Supervised();
    const file = socket(supervised);
    const script = serverOn(`{ path: ${JSON.stringify(file)}, readableAll: true, writableAll: true, backlog: 5 }`);
    supervised.start(script);
    expect(await ports(supervised)).toEqual([file]);
    expect(fs.statSync(file).mode & 0o666).toBe(0o666);
    for (let round = 0; round < 3; round += 1) {
      const before = inode(file);
      const { answers } = await restart(supervised, script, [file]);
      expect(answers[0]).toMatch(new RegExp(`^${supervised.child.pid} `));
      expect(inode(file)).toBe(before);
    }
  });

  it('is kept where the application deletes its path before it listens', async () => {
    const supervised = new Supervised();
    const file = JSON.stringify(socket(supervised));
    const script = `require('node:fs').rmSync(${file}, { force: true });${serverOn(file)}`;
    supervised.start(script);
    const first = await ports(supervised);
    const { answers } = await restart(supervised, script, first);
    expect(answers[0]).toMatch(new RegExp(`^${supervised.child.pid} `));
    expect(await ask(String(first[0]))).toBe(answers[0]);
  });

  it('leaves nothing behind', async () => {
    const supervised = new Supervised();
    supervised.start(serverOn(JSON.stringify(socket(supervised))));
    await ports(supervised);
    await supervised.stop();
    expect(fs.readdirSync(supervised.folder).filter((name) => name.startsWith('app.sock'))).toHaveLength(2);
    supervised.release();
    expect(fs.readdirSync(supervised.folder)).toEqual(['dist']);
  });

  it('is deleted when the application closes it', async () => {
    const supervised = new Supervised();
    supervised.start(
      `${serverOn(JSON.stringify(socket(supervised)))}
      setTimeout(() => servers[0].close(() => console.log('closed')), 300);`,
    );
    await supervised.printed(/^closed/);
    expect(inode(socket(supervised))).toBeUndefined();
  });

  it('is served as usual, and said not to be kept, where its path leaves no room', async () => {
    const supervised = new Supervised();
    const file = path.join(supervised.folder, 'x'.repeat(105 - supervised.folder.length));
    supervised.start(serverOn(JSON.stringify(file)));
    expect(await ports(supervised)).toEqual([file]);
    await supervised.printed(/^\[hot\] .*x is not kept/);
    expect(await ask(file)).toMatch(/^\d+ /);
  });

  it('gives the usual error where somebody else listens, and where it cannot be made', async () => {
    const supervised = new Supervised();
    const other = new Supervised();
    const file = JSON.stringify(socket(supervised));
    supervised.start(serverOn(file));
    await ports(supervised);
    other.start(serverOn(file));
    await other.printed(/^error EADDRINUSE/);
    await other.end();
    other.start(serverOn(JSON.stringify(path.join(supervised.folder, 'nowhere/app.sock'))));
    await other.printed(/^error EACCES/);
    expect(await ask(socket(supervised))).toMatch(/^\d+ /);
  });
});

(process.platform === 'linux' ? it : it.skip)('keeps an abstract Unix domain socket', async () => {
  const supervised = new Supervised();
  const name = `\0module-hot-reload-${process.pid}`;
  const script = serverOn(JSON.stringify(name));
  supervised.start(script);
  const first = await ports(supervised);
  const { answers } = await restart(supervised, script, first);
  expect(answers[0]).toMatch(new RegExp(`^${supervised.child.pid} `));
});

it('keeps ports while a process has crashed', async () => {
  const supervised = new Supervised();
  const script = serverOn('0');
  supervised.start(script);
  const [port] = await ports(supervised);
  await supervised.stop();
  supervised.start("throw new Error('broken')");
  await supervised.end();
  const answer = ask(port!);
  supervised.start(script);
  expect(await answer).toBe(`${supervised.child.pid} 0`);
});

it('keeps the port of a process that was killed', async () => {
  const supervised = new Supervised();
  const script = `${serverOn('0')} servers[0].on('listening', () => setTimeout(() => console.log('settled'), 300));`;
  supervised.start(script);
  const [port] = await ports(supervised);
  await supervised.printed(/^settled/);
  await supervised.kill('SIGKILL');
  const answer = ask(port!);
  supervised.start(script);
  expect(await answer).toBe(`${supervised.child.pid} 0`);
});

it('asks for a socket whose descriptor is gone, as where none can be inherited', async () => {
  const supervised = new Supervised();
  supervised.start(serverOn('0'));
  const [port] = await ports(supervised);
  const second = await restart(supervised, `require('node:fs').closeSync(4); ${serverOn('0')}`, [port!]);
  expect(second.ports).toEqual([port]);
  expect(second.answers).toEqual([`${supervised.child.pid} 0`]);
  expect(supervised.lines.matching(/^at once/, second.from)).toEqual(['at once [null]']);
});
