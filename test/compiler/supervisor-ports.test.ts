/** Checks that a process is asked to stop only when whoever looks after its sockets says so. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolveOptions, type RunConfig } from '../../src/options';
import type { PortKeeping } from '../../src/supervisor/port-keeping';
import { Supervisor } from '../../src/supervisor/supervisor';
import { isAlive } from '../support/alive';
import { Project, cleanUp, withDeadline } from './support/project';

afterEach(cleanUp);

/** Looks after no sockets, and lets the test decide when they are drained. */
class FakePorts implements PortKeeping {
  readonly calls: string[] = [];
  readonly children: ChildProcess[] = [];
  drained: () => Promise<void> = async () => Promise.resolve();

  prepare(): ReturnType<PortKeeping['prepare']> {
    this.calls.push('prepare');
    return { execArgv: ['--no-warnings'], env: { PORTS: 'kept' }, stdio: [] };
  }

  attach(child: ChildProcess): void {
    this.calls.push('attach');
    // Ahead of the supervisor, which was there first.
    child.prependOnceListener('exit', () => this.calls.push('exit'));
    this.children.push(child);
  }

  async drain(child: ChildProcess): Promise<void> {
    this.calls.push(child === this.children.at(-1) ? 'drain' : 'drain of another');
    return this.drained();
  }

  close(): void {}
}

interface Running {
  readonly supervisor: Supervisor;
  readonly ports: FakePorts;
  readonly first: ChildProcess;
  /** Waits for a process other than the first to run. */
  readonly second: () => Promise<ChildProcess>;
}

const started: Supervisor[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map(async (supervisor) => supervisor.stop('end-insisted')));
});

async function start(killTimeout: number): Promise<Running> {
  const project = new Project({
    'main.js': "process.send(process.env.PORTS + process.execArgv); process.on('message', () => undefined);",
  });
  const ports = new FakePorts();
  const config = resolveOptions({ run: { killTimeout } }).run as RunConfig;
  let running = (_child: ChildProcess): void => undefined;
  const supervisor = new Supervisor(config, false, {
    ports,
    say: () => undefined,
    onRecord: () => undefined,
    reload: () => undefined,
    hasReached: (build, goal) => build === goal,
    belongsTo: ({ pid }, own) => pid === own,
    onLoaded: () => undefined,
    onStart: (child) => running(child),
  });
  started.push(supervisor);
  const next = new Promise<ChildProcess>((resolve) => (running = resolve));
  supervisor.built({ hash: '1', file: `${project.folder}/main.js` });
  const first = await next;
  expect(await once(first, 'message')).toEqual(expect.arrayContaining(['kept--no-warnings']));
  const later = new Promise<ChildProcess>((resolve) => (running = resolve));
  return { supervisor, ports, first, second: async () => withDeadline('no second process', async () => later) };
}

test('a restart drains, asks, waits for the end, and only then prepares the next process', async () => {
  const { supervisor, ports, first, second } = await start(60_000);
  let drained = (): void => undefined;
  ports.drained = async () => new Promise((resolve) => (drained = resolve));
  supervisor.restart('for a test', 'person');
  supervisor.restart('for a test', 'change');
  expect(ports.calls).toEqual(['prepare', 'attach', 'drain']);
  first.send('Is anybody there?');
  expect(isAlive(first.pid!)).toBe(true);
  drained();
  await second();
  expect(ports.calls).toEqual(['prepare', 'attach', 'drain', 'exit', 'prepare', 'attach']);
});

test.each([
  ['fails', async (): Promise<void> => Promise.reject(new Error('no'))],
  ['takes too long', async (): Promise<void> => new Promise(() => undefined)],
])('a drain that %s holds up no restart', async (_what, drained) => {
  const { supervisor, ports, second } = await start(200);
  ports.drained = drained;
  supervisor.restart('for a test', 'person');
  await second();
  expect(ports.calls).toEqual(['prepare', 'attach', 'drain', 'exit', 'prepare', 'attach']);
});

test('an end drains nothing', async () => {
  const { supervisor, ports, first } = await start(60_000);
  await supervisor.stop('end-requested');
  expect(isAlive(first.pid!)).toBe(false);
  expect(ports.calls).toEqual(['prepare', 'attach', 'exit']);
});

test('an end while a process is drained does not wait for that', async () => {
  const { supervisor, ports } = await start(60_000);
  ports.drained = async () => new Promise(() => undefined);
  supervisor.restart('for a test', 'person');
  await supervisor.stop('end-requested');
  expect(ports.calls).toEqual(['prepare', 'attach', 'drain', 'exit']);
});
