/** Checks that the emitted entry runs while webpack watches, and never longer. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { HotReloadPlugin } from '../../dist/src';
import type { RunOptions } from '../../dist/src';
import { CALLING_APPLICATION, Switchboard } from './support/application';
import type { Application } from './support/application';
import { Project, WatchSession, build, cleanUp, expectNoErrors, watch, withDeadline } from './support/project';

let switchboard: Switchboard;
let env: Record<string, string>;

beforeEach(async () => {
  switchboard = new Switchboard();
  env = await switchboard.open();
});

afterEach(async () => {
  await cleanUp();
  switchboard.close();
  jest.restoreAllMocks();
});

function run(options: RunOptions = {}): HotReloadPlugin {
  return new HotReloadPlugin({ logLevel: 'silent', run: { ...options, env: { ...env, ...options.env } } });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function codes(errors: readonly object[]): unknown[] {
  return errors.map((error) => Reflect.get(error, 'code'));
}

test('the only entry is started as the options say', async () => {
  const project = new Project({ 'main.js': CALLING_APPLICATION });
  const options = {
    args: ['--port', '1'],
    execArgv: ['--no-warnings'],
    cwd: project.folder,
    env: { TEST_EXTRA: 'more' },
  };
  await watch(project.configure({}, run(options)));
  const { introduction } = await switchboard.next();
  expect(introduction).toEqual({
    pid: expect.any(Number),
    args: ['--port', '1'],
    execArgv: ['--no-warnings'],
    cwd: project.folder,
    extra: 'more',
  });
});

test('edits leave the process alone', async () => {
  const project = new Project({ 'main.js': `require('./leaf');${CALLING_APPLICATION}`, 'leaf.js': '' });
  const session = await watch(project.configure({}, run()));
  const { introduction } = await switchboard.next();
  await session.after(() => project.write({ 'leaf.js': '1;' }));
  expect(isAlive(introduction.pid)).toBe(true);
  expect(switchboard.calls).toBe(1);
});

test('nothing is started for a build with errors', async () => {
  const project = new Project({ 'main.js': '(' });
  const session = new WatchSession(project.configure({}, run()));
  expect((await session.first()).hasErrors()).toBe(true);
  const good = await session.after(() => project.write({ 'main.js': `${CALLING_APPLICATION};'good';` }));
  expectNoErrors(good);
  await switchboard.next();
  expect(switchboard.calls).toBe(1);
});

test('nothing is started by a single build', async () => {
  const project = new Project({ 'main.js': CALLING_APPLICATION });
  const listening = jest.spyOn(process, 'on');
  await build(project.configure({}, new HotReloadPlugin({ enabled: true, run: { env } })));
  expect(project.listJournals()).toHaveLength(1);
  expect(listening.mock.calls.map(([event]) => event)).not.toContain('SIGINT');
  expect(switchboard.calls).toBe(0);
});

describe('with several entries', () => {
  const sources = { 'a.js': CALLING_APPLICATION, 'b.js': CALLING_APPLICATION };
  const entry = { a: './a.js', b: './b.js' };

  test('one has to be named', async () => {
    const session = new WatchSession(new Project(sources).configure({ entry }, run()));
    const { errors } = (await session.first()).compilation;
    expect(codes(errors)).toEqual(['RUN_ENTRY_AMBIGUOUS']);
    expect(errors[0]!.message).toContain('a, b');
  });

  test('one that is named is started', async () => {
    const project = new Project(sources);
    const changes = {
      entry,
      output: { filename: 'server/[name].js' },
      optimization: { runtimeChunk: 'single' },
    } as const;
    await watch(project.configure(changes, run({ entry: 'b' })));
    await switchboard.next();
  });

  test('one that does not exist is reported', async () => {
    const session = new WatchSession(new Project(sources).configure({ entry }, run({ entry: 'c' })));
    const { errors } = (await session.first()).compilation;
    expect(codes(errors)).toEqual(['RUN_ENTRY_NOT_FOUND']);
    expect(errors[0]!.message).toContain('a, b');
  });
});

test('a process that ends by itself is reported and started again after the next good build', async () => {
  const project = new Project({ 'main.js': `require('./leaf');${CALLING_APPLICATION}`, 'leaf.js': '' });
  const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const said = new Promise<void>((resolve) => {
    printed.mockImplementation((text) => {
      if (String(text).startsWith('[hot] the application')) resolve();
      return true;
    });
  });
  const session = await watch(project.configure({}, run()));
  (await switchboard.next()).exit(3);
  await withDeadline('nothing was printed', async () => said);
  const lines = printed.mock.calls.map(([text]) => String(text));
  expect(lines).toEqual(['[hot] the application crashed with exit code 3; it starts again with the next build\n']);
  expect((await session.after(() => project.write({ 'leaf.js': '(' }))).hasErrors()).toBe(true);
  expect(switchboard.calls).toBe(1);
  await session.after(() => project.write({ 'leaf.js': '2;' }));
  await switchboard.next();
  expect(switchboard.calls).toBe(2);
});

test('a process that cannot be started is reported', async () => {
  const project = new Project({ 'main.js': CALLING_APPLICATION });
  const printed = jest.spyOn(process.stderr, 'write');
  const said = new Promise<string>((resolve) => {
    printed.mockImplementation((text) => {
      resolve(String(text));
      return true;
    });
  });
  await watch(project.configure({}, run({ cwd: path.join(project.folder, 'nowhere') })));
  expect(await withDeadline('nothing was printed', async () => said)).toMatch(
    /^\[hot\] the application could not be started \(the folder .*nowhere, named in run\.cwd, does not exist\)/,
  );
});

test('closing the compiler stops the process', async () => {
  const project = new Project({ 'main.js': CALLING_APPLICATION });
  const session = await watch(project.configure({}, run()));
  const application = await switchboard.next();
  await session.close();
  expect(isAlive(application.introduction.pid)).toBe(false);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'])
    expect(process.listenerCount(signal)).toBe(listeners[signal]);
});

const listeners = Object.fromEntries(
  ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'].map((signal) => [signal, process.listenerCount(signal)]),
);

test('a process that does not want to stop is killed', async () => {
  const project = new Project({ 'main.js': CALLING_APPLICATION });
  const session = await watch(project.configure({}, run({ killTimeout: 50, env: { TEST_STUBBORN: '1' } })));
  const application = await switchboard.next();
  const asked = application.hear();
  await Promise.all([session.close(), asked]);
  expect(await asked).toBe('asked');
  expect(isAlive(application.introduction.pid)).toBe(false);
});

describe('a compiler in a process of its own', () => {
  const root = path.resolve(__dirname, '../..');

  const compilers: ChildProcess[] = [];

  afterEach(() => {
    for (const { pid, exitCode, signalCode } of compilers.splice(0)) {
      if (exitCode === null && signalCode === null) process.kill(-pid!, 'SIGKILL');
    }
  });

  interface Pair {
    readonly compiler: ChildProcess;
    readonly application: Application;
    /** The exit code of the compiler, or the signal that ended it. */
    readonly ended: Promise<unknown>;
  }

  async function start(killTimeout: number, extra: Record<string, string> = {}): Promise<Pair> {
    const options = `{ run: { killTimeout: ${killTimeout} }, logLevel: 'silent' }`;
    const project = new Project({
      'main.js': CALLING_APPLICATION,
      'webpack.config.js': `const { HotReloadPlugin } = require(${JSON.stringify(path.join(root, 'dist/src'))});\nmodule.exports = { mode: 'development', target: 'node', entry: './main.js', plugins: [new HotReloadPlugin(${options})] };\n`,
    });
    const cli = path.join(root, 'node_modules/webpack-cli/bin/cli.js');
    const compiler = spawn(process.execPath, [cli, '--watch'], {
      cwd: project.folder,
      env: { ...process.env, ...env, ...extra, NODE_PATH: path.join(root, 'node_modules') },
      stdio: 'ignore',
      detached: true,
    });
    compilers.push(compiler);
    const ended = once(compiler, 'exit').then(([code, signal]: (number | string | null)[]) => code ?? signal);
    return { compiler, ended, application: await switchboard.next() };
  }

  async function expectEnd({ ended, application }: Pair, how: number | string): Promise<void> {
    expect(await withDeadline('the compiler did not end', async () => ended)).toBe(how);
    await withDeadline('the process did not end', async () => application.gone);
  }

  /** Signals the whole group, as a terminal does. */
  function pressControlC({ compiler }: Pair): void {
    process.kill(-compiler.pid!, 'SIGINT');
  }

  test('Ctrl-C ends both', async () => {
    const pair = await start(60_000);
    pressControlC(pair);
    await expectEnd(pair, 0);
  });

  test('Ctrl-C ends a process that does not want to stop', async () => {
    const pair = await start(50, { TEST_STUBBORN: '1' });
    pressControlC(pair);
    await expectEnd(pair, 0);
  });

  test('a second Ctrl-C does not wait for it, and leaves no orphan', async () => {
    const pair = await start(60_000, { TEST_STUBBORN: '1' });
    const asked = pair.application.hear();
    pressControlC(pair);
    await asked;
    pressControlC(pair);
    await expectEnd(pair, 0);
  });

  test('SIGTERM of the compiler ends both', async () => {
    const pair = await start(60_000);
    pair.compiler.kill('SIGTERM');
    await expectEnd(pair, 0);
  });

  test('SIGHUP of the compiler ends both, by the signal', async () => {
    const pair = await start(60_000);
    pair.compiler.kill('SIGHUP');
    await expectEnd(pair, 'SIGHUP');
  });
});
