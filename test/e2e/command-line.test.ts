/** Asks from another terminal: status, reload and wait, with the tool as it is installed. */

import path from 'node:path';
import { Application, cleanUp } from '../support/application';
import { untilRecords } from '../support/process-records';
import { SERVER, WORKER_SERVER, greetingApp, leaf } from '../support/sources';
import { StartedProcess } from '../support/started-process';

afterEach(cleanUp);

const TOOL = path.resolve(__dirname, '../../dist/src/cli/index.js');
const sources = { 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

interface Answer {
  readonly code: number | string;
  readonly lines: readonly string[];
}

async function ask(application: Application, ...args: readonly string[]): Promise<Answer> {
  const tool = new StartedProcess(TOOL, { cwd: application.folder, args });
  const code = await tool.waitForEnd();
  return { code, lines: tool.lines.all };
}

test('status lists the processes, for people and for programs', async () => {
  const application = new Application({ ...WORKER_SERVER, ...sources });
  expect(await ask(application, 'status')).toEqual({
    code: 2,
    lines: [expect.stringMatching(/^There is no journal of module-hot-reload below .*: start webpack --watch/)],
  });
  const webpack = await application.watch();
  expect((await ask(application, 'status')).lines.at(-1)).toBe('No process runs the bundle.');
  const server = await application.serve();
  await untilRecords(application, (records) => records.length === 2);
  await application.published(() => application.edit('leaf.js', leaf('two')));
  await untilRecords(application, (records) => records.every(({ generation }) => generation === 1));

  const { code, lines } = await ask(application, 'status');
  const build = application.journal()?.build.slice(0, 8);
  expect(code).toBe(0);
  expect(lines[0]).toMatch(
    new RegExp(`^hot-journal\\..*: newest build ${build}; webpack \\(pid ${webpack.pid}\\) is idle$`),
  );
  expect(lines[1]).toMatch(/^pid +thread +runtime +build +generation +pending +last outcome +age$/);
  expect(lines[2]).toMatch(
    new RegExp(`^${server.pid} +main +main +${build} +1 +0 +applied 2 modules in [\\d.]+ ms +\\d+ s$`),
  );
  expect(lines[3]).toMatch(new RegExp(`^${server.pid} +worker 1 +worker_js +${build} +1 +0 +applied 2 modules`));

  const json = await ask(application, 'status', '--json', '--folder', 'dist');
  expect(JSON.parse(json.lines.join('\n'))).toMatchObject([
    {
      build: application.journal()?.build,
      compilers: [{ pid: webpack.pid, state: 'idle', failed: false }],
      processes: [
        { pid: server.pid, thread: 0 },
        { pid: server.pid, thread: 1 },
      ],
    },
  ]);
});

test('reload applies what waits, everywhere, and tells what did not work', async () => {
  const application = new Application({ ...WORKER_SERVER, ...sources }, { plugin: { mode: 'manual', signal: false } });
  const webpack = await application.watch();
  expect(await ask(application, 'reload')).toEqual({ code: 0, lines: ['No process runs the bundle.'] });
  const server = await application.serve();
  const { pid } = server;
  await untilRecords(application, (records) => records.length === 2);
  application.edit('leaf.js', leaf('two'));
  await webpack.lines.waitFor(/waiting; run npx module-hot-reload reload$/);
  expect(await ask(application, 'reload')).toEqual({
    code: 0,
    lines: [
      expect.stringMatching(new RegExp(`^applied in [\\d.]+ ms by pid ${pid}$`)),
      expect.stringMatching(new RegExp(`^applied in [\\d.]+ ms by pid ${pid} \\(worker 1\\)$`)),
    ],
  });
  await server.untilText('/', 'hello two');
  expect(await ask(application, 'reload')).toEqual({
    code: 0,
    lines: [`nothing waited in pid ${pid}`, `nothing waited in pid ${pid} (worker 1)`],
  });

  const { build } = await application.published(() => application.edit('leaf.js', "throw new Error('boom');"));
  await untilRecords(application, (records) => records.every((record) => record.build === build));
  const failed = await ask(application, 'reload');
  expect(failed.code).toBe(1);
  expect(failed.lines).toEqual([
    `rolled back by pid ${pid}: Error: boom (in leaf.js)`,
    `rolled back by pid ${pid} (worker 1): Error: boom (in leaf.js)`,
  ]);
});

test('reload says which process has not answered in time', async () => {
  const application = new Application({ ...SERVER, ...sources });
  await application.watch();
  const { pid } = await application.serve();
  await untilRecords(application, (records) => records.length === 1);
  process.kill(pid, 'SIGSTOP');
  const answer = await ask(application, 'reload', '--timeout', '200');
  process.kill(pid, 'SIGCONT');
  expect(answer).toEqual({ code: 1, lines: [`pid ${pid} has not answered`] });
});

test('wait returns when the newest build is live, or cannot become so', async () => {
  const application = new Application({ ...SERVER, ...sources });
  const webpack = await application.watch();
  expect(await ask(application, 'wait', '--timeout', '100')).toEqual({
    code: 1,
    lines: ['The newest build is not live after 100 ms: no process runs the bundle.'],
  });
  const server = await application.serve();
  expect(await ask(application, 'wait')).toEqual({ code: 0, lines: ['The newest build is live in every process.'] });

  process.kill(server.pid, 'SIGSTOP');
  await application.published(() => application.edit('leaf.js', leaf('two')));
  const waiting = ask(application, 'wait', '--json');
  process.kill(server.pid, 'SIGCONT');
  const { code, lines } = await waiting;
  expect(code).toBe(0);
  expect(JSON.parse(lines.join('\n'))).toMatchObject([{ live: true, snapshot: { processes: [{ generation: 1 }] } }]);
  expect(await server.get('/')).toBe('hello two');

  application.edit('leaf.js', 'export const name = ;');
  await webpack.lines.waitFor(/^\[hot\] build failed/);
  expect(await ask(application, 'wait')).toEqual({
    code: 1,
    lines: ['The newest build has errors; the processes keep the one before it.'],
  });
  application.edit('leaf.js', "throw new Error('boom');");
  await server.lines.waitFor(/rolled back/);
  await webpack.lines.waitFor(/rolled back by/);
  expect(await ask(application, 'wait')).toEqual({
    code: 1,
    lines: [`pid ${server.pid} could not run the newest build: boom`],
  });
});

test('a wrong question is answered with one sentence', async () => {
  const application = new Application({ 'main.js': '' });
  expect(await ask(application, 'restart')).toEqual({
    code: 2,
    lines: ["There is no command 'restart'; there are status, reload and wait."],
  });
});
