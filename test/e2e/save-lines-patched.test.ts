/** Reads the line of a save that is live ahead of its build, with builds that wait until the test lets them through. */

import path from 'node:path';
import { Application, cleanUp } from '../support/application';
import { HELD_BACK, gated, isBuilt, isPatched, keepGateOpen, openGate } from '../support/gate';
import { untilRecords } from '../support/process-records';
import type { Server } from '../support/server';
import { SERVER, greetingApp, leaf, WORKER_SERVER } from '../support/sources';
import { StartedProcess } from '../support/started-process';

let gate: NodeJS.Timeout | undefined;

afterEach(async () => {
  clearInterval(gate);
  await cleanUp();
});

const TOOL = path.resolve(__dirname, '../../dist/src/cli/index.js');
const SOURCES = { 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

interface Started {
  readonly application: Application;
  readonly webpack: StartedProcess;
  readonly server: Server;
}

async function start(files: Readonly<Record<string, string>> = {}, records = 1, config = gated()): Promise<Started> {
  const application = new Application({ ...SERVER, ...SOURCES, ...files }, { config });
  const webpack = await application.watch();
  const server = await application.serve();
  await untilRecords(application, (all) => all.length === records);
  return { application, webpack, server };
}

async function ask(application: Application, ...args: readonly string[]): Promise<readonly string[]> {
  const tool = new StartedProcess(TOOL, { cwd: application.folder, args });
  await tool.waitForEnd();
  return tool.lines.all;
}

/** Saves the leaf; resolves when every process has told that it has come to the patch. */
async function patch({ application, webpack }: Pick<Started, 'application' | 'webpack'>, text: string): Promise<void> {
  // Until webpack says so, the lane has nothing to compare with.
  const told = webpack.lines.matching(/^\[hot\] (#|build failed)/).length;
  await webpack.lines.waitForCount(/^webpack \S+ compiled/, told + 1);
  const before = application.journal()?.build;
  // Of a file that is found empty for long the lane thinks that it is empty.
  application.editAtomically('leaf.js', text);
  const { build } = await application.untilJournal((journal) => isPatched(journal) && journal.build !== before);
  await untilRecords(application, (records) => records.every((record) => record.build === build));
}

test('one line: how soon the edit was live, in which process, and how long its build took', async () => {
  const { application, webpack, server } = await start(WORKER_SERVER, 2);
  await patch({ application, webpack }, leaf('two'));
  expect(await server.get('/')).toBe('hello two');
  expect(webpack.lines.matching(/^\[hot\]/)).toEqual([]);
  openGate(application);
  const who = `pid ${server.pid} \\(\\+1 worker\\)`;
  await webpack.lines.waitFor(
    new RegExp(`^\\[hot\\] #2 leaf\\.js: live after \\d+ ms \\(applied in [\\d.]+ ms by ${who}\\), build \\d+ ms$`),
  );

  // An edit that the lane does not take: a new file more.
  gate = keepGateOpen(application);
  application.edit('leaf.js', `import './more';\n${leaf('three')}`);
  application.edit('more.js', '');
  await server.untilText('/', 'hello three');
  await webpack.lines.waitFor(new RegExp(`^\\[hot\\] #\\d .*: build \\d+ ms, applied in [\\d.]+ ms by ${who}$`));
  expect(webpack.lines.matching(/live after/)).toHaveLength(1);
});

test('an edit is told of as live too where its build removes what is imported no more', async () => {
  const { application, webpack, server } = await start({
    'leaf.js': `import './more';\n${leaf('one')}`,
    'more.js': '',
  });
  await patch({ application, webpack }, leaf('two'));
  expect(await server.get('/')).toBe('hello two');
  openGate(application);
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: live after \d+ ms \(applied in [\d.]+ ms by .*\), build \d+ ms$/);
});

test('a patch that is rolled back is told of once, with its build', async () => {
  const { application, webpack, server } = await start();
  await patch({ application, webpack }, `${leaf('two')} throw new Error('boom');`);
  openGate(application);
  await webpack.lines.waitFor(
    new RegExp(`#2 leaf\\.js: build \\d+ ms, rolled back by pid ${server.pid}: Error: boom \\(in leaf\\.js\\)$`),
  );
  await patch({ application, webpack }, leaf('three'));
  openGate(application);
  await webpack.lines.waitFor(/#3 leaf\.js: live after \d+ ms \(applied in .*\), build \d+ ms$/);
  expect(webpack.lines.matching(/rolled back/)).toHaveLength(1);
});

test('a patch that is refused is told of once, with its build', async () => {
  const { application, webpack, server } = await start({
    'main.js': `import { name } from './leaf';${SERVER['main.js']}\nconsole.log(name);`,
  });
  await patch({ application, webpack }, leaf('two'));
  expect(webpack.lines.matching(/^\[hot\]/)).toEqual([]);
  openGate(application);
  await webpack.lines.waitFor(
    new RegExp(`#2 leaf\\.js: .*refused by pid ${server.pid}: leaf\\.js → main\\.js is not accepted$`),
  );
  expect(webpack.lines.matching(/^\[hot\]/)).toHaveLength(1);
});

test('a patch that a failing build takes back is told of in the line of the failure', async () => {
  const { application, webpack, server } = await start();
  await patch({ application, webpack }, leaf('two'));
  openGate(application, 'fail');
  await server.untilText('/', 'hello one');
  await webpack.lines.waitFor(
    /^\[hot\] build failed: the running processes keep build #1; the patch of leaf\.js, live after \d+ ms, is taken back$/,
  );
  gate = keepGateOpen(application);
  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: .*applied in/);
  expect(webpack.lines.matching(/^\[hot\]/)).toHaveLength(2);
});

test('what mends a build that has failed is live ahead of the next one, and applied once', async () => {
  const { application, webpack, server } = await start();
  application.edit('leaf.js', 'export const name = ;');
  await webpack.lines.waitFor(HELD_BACK);
  openGate(application);
  await webpack.lines.waitFor(/^\[hot\] build failed: the running processes keep build #1$/);
  await patch({ application, webpack }, leaf('two'));
  expect(await server.get('/')).toBe('hello two');
  await webpack.lines.waitForCount(HELD_BACK, 2);
  openGate(application);
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: live after \d+ ms \(applied in [\d.]+ ms by .*\), build \d+ ms$/);
  expect(server.lines.matching(/^\[hot\]/)).toEqual([expect.stringMatching(/^\[hot\] applied 2 modules in/)]);
});

test('an edit that is taken back before its build has an answer too', async () => {
  const { application, webpack } = await start({}, 1, 'watchOptions: { aggregateTimeout: 300 },');
  await patch({ application, webpack }, leaf('two'));
  await patch({ application, webpack }, leaf('one'));
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: live after \d+ ms \(applied in .*\), build \d+ ms$/);
  await patch({ application, webpack }, leaf('three'));
  await webpack.lines.waitFor(/^\[hot\] #3 leaf\.js: live after \d+ ms \(applied in .*\), build \d+ ms$/);
});

test('wait goes on until the build is there, and status tells that it is not', async () => {
  const { application, webpack, server } = await start();
  await patch({ application, webpack }, leaf('two'));
  const id = application.journal()?.build.slice(0, 8);
  const status = await ask(application, 'status');
  expect(status[0]).toMatch(
    new RegExp(`: newest patch ${id}, its build is to follow; webpack \\(pid \\d+\\) is building$`),
  );
  expect(status[2]).toMatch(new RegExp(`^${server.pid} +main +main +${id} +1 +0 +applied 2 modules`));
  expect(await ask(application, 'wait', '--timeout', '100')).toEqual([
    'The newest build is not live after 100 ms: webpack is building.',
  ]);
  const waiting = ask(application, 'wait');
  openGate(application);
  expect(await waiting).toEqual(['The newest build is live in every process.']);
  expect(isBuilt(application.journal()!)).toBe(true);
});

describe('a process that the compiler has started', () => {
  const edited = (name: string): string => SERVER['main.js'].replace("'listening on '", `'${name} listens on '`);

  it('is restarted once where a patch is refused, with its build', async () => {
    const application = new Application({ ...SERVER, ...SOURCES }, { config: gated({ run: true }) });
    const webpack = await application.watch();
    await webpack.lines.waitFor(/^listening on/);
    await untilRecords(application, (records) => records.length === 1);
    application.edit('main.js', edited('new'));
    const { build } = await application.untilJournal(isPatched);
    await untilRecords(application, ([record]) => record?.build === build);
    expect(webpack.lines.matching(/^\[hot\] restarting/)).toEqual([]);
    openGate(application);
    await webpack.lines.waitFor(/^new listens on/);
    const [, line = ''] = await webpack.lines.waitFor(/^\[hot\] #2 main\.js: (.*)$/);
    expect(line).toMatch(/^build \d+ ms, running in pid \d+$/);
    expect(webpack.lines.matching(/^\[hot\] restarting/)).toEqual(['[hot] restarting: main.js is not accepted']);
    expect(webpack.lines.matching(/listens on/)).toHaveLength(1);
  });

  it('runs on where a patch is live, and is known to have the build', async () => {
    const application = new Application({ ...SERVER, ...SOURCES }, { config: gated({ run: true }) });
    const webpack = await application.watch();
    await webpack.lines.waitFor(/^listening on/);
    await untilRecords(application, (records) => records.length === 1);
    for (const [number, name] of ['two', 'three', 'four'].entries()) {
      await patch({ application, webpack }, leaf(name));
      openGate(application);
      await webpack.lines.waitFor(
        new RegExp(`^\\[hot\\] #${number + 2} leaf\\.js: live after \\d+ ms \\(applied in .*\\), build \\d+ ms$`),
      );
      const { build } = await application.untilJournal(isBuilt);
      await untilRecords(application, ([record]) => record?.build === build);
    }
    expect(webpack.lines.matching(/^\[hot\] #/)).toHaveLength(3);
    expect(webpack.lines.matching(/restarting/)).toEqual([]);
  });
});
