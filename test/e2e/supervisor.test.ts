/** Runs applications under the supervisor: they start, crash, stay, restart and end as they should. */

import { isAlive, untilGone } from '../support/alive';
import { Application, cleanUp } from '../support/application';
import { SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };
const run = { plugin: { run: true } };

/** Runs until it is told to end. */
const LOOP = "console.log('started as ' + process.pid); setInterval(() => undefined, 1_000);";

test('an edit that does not compile leaves the process serving, and the next good one goes live in it', async () => {
  const application = new Application(sources, run);
  const webpack = await application.watch();
  const server = await application.server(webpack);
  expect(await server.get('/count')).toBe('1');
  application.edit('leaf.js', 'export const name = ;');
  await webpack.lines.waitFor(/Module parse failed/);
  expect(await server.get('/')).toBe('hello one');
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  expect(await server.get('/count')).toBe('2');
});

test('an application that listens to messages hears its own only', async () => {
  const listening = `process.on('message', (message) => console.log('heard ' + JSON.stringify(message)));`;
  const application = new Application({ ...sources, 'main.js': `${SERVER['main.js']}\n${listening}` }, run);
  const webpack = await application.watch();
  const server = await application.server(webpack);
  for (const [index, name] of ['two', 'three'].entries()) {
    application.edit('leaf.js', leaf(name));
    await server.untilText('/', `hello ${name}`);
    await webpack.lines.waitFor(new RegExp(String.raw`^\[hot\] #${index + 2} leaf\.js`));
  }
  expect(webpack.lines.matching(/^heard/)).toEqual([]);
});

test('a process that is started while a build is broken runs the newest good one', async () => {
  const application = new Application(sources, run);
  const webpack = await application.watch();
  const first = await application.server(webpack);
  application.edit('leaf.js', 'export const name = ;');
  await webpack.lines.waitFor(/^\[hot\] build failed: the running processes keep build #1$/);
  const from = webpack.lines.all.length;
  application.edit('./.env', 'A=1');
  const second = await application.server(webpack, from);
  expect(second.pid).not.toBe(first.pid);
  expect(await second.get('/')).toBe('hello one');
  application.edit('leaf.js', leaf('two'));
  await second.untilText('/', 'hello two');
});

test('a crash at start-up is told, and mends itself with the build that mends the code', async () => {
  const application = new Application({ ...sources, 'leaf.js': "throw new Error('boom');" }, run);
  const webpack = await application.watch();
  await webpack.lines.waitFor(
    /^\[hot\] the application crashed with exit code 1; it starts again with the next build$/,
  );
  application.edit('leaf.js', leaf('mended'));
  const server = await application.server(webpack);
  expect(await server.get('/')).toBe('hello mended');
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: build \d+ ms, running in pid \d+$/);
});

test('a build that ends the process while it is applied is started at once', async () => {
  const ending = "module.hot.dispose(() => process.exit(4)); export const name = 'ending';";
  const application = new Application({ ...sources, 'leaf.js': ending }, { plugin: { run: true, fastLane: false } });
  const webpack = await application.watch();
  await application.server(webpack);
  const from = webpack.lines.all.length;
  application.editAtomically('leaf.js', leaf('mended'));
  await webpack.lines.waitFor(/^\[hot\] the application crashed with exit code 4; /);
  const server = await application.server(webpack, from);
  expect(await server.get('/')).toBe('hello mended');
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: build \d+ ms, running in pid \d+$/);
});

test('a program that does its work and ends has not crashed, and runs again with each build', async () => {
  const application = new Application({ 'main.js': "console.log('did one');" }, run);
  const webpack = await application.watch();
  const ended = /^\[hot\] the application has ended \(exit code 0\); it starts again with the next build$/;
  for (const [count, word] of ['two', 'three', 'four', 'five'].entries()) {
    await webpack.lines.waitForCount(ended, count + 1);
    application.edit('main.js', `console.log('did ${word}');`);
    await webpack.lines.waitFor(new RegExp(`^did ${word}$`));
  }
  expect(webpack.lines.matching(/in a row/)).toEqual([]);
});

test('an application that crashes again and again is left alone for a while', async () => {
  const application = new Application({ 'main.js': "console.log('try 1'); process.exit(3);" }, run);
  const webpack = await application.watch({ hasInput: true });
  const crashed = /^\[hot\] the application crashed with exit code 3/;
  for (const attempt of [2, 3]) {
    await webpack.lines.waitForCount(crashed, attempt - 1);
    application.edit('main.js', `console.log('try ${attempt}'); process.exit(3);`);
  }
  await webpack.lines.waitForCount(crashed, 3);
  application.edit('main.js', "console.log('try 4'); process.exit(3);");
  await webpack.lines.waitFor(/^\[hot\] the application has crashed 3 times in a row: it starts again in 1 s$/);
  expect(webpack.lines.matching(/^try 4/)).toEqual([]);
  await webpack.lines.waitFor(/^try 4/);
});

test('rs does not wait for the end of that while', async () => {
  const application = new Application(
    { 'main.js': "console.log('try 1'); process.exit(3);" },
    { plugin: { run: { keyboard: true } } },
  );
  const webpack = await application.watch({ hasInput: true });
  for (const count of [1, 2, 3, 4, 5, 6, 7]) {
    await webpack.lines.waitForCount(/^\[hot\] the application crashed/, count);
    webpack.type('rs');
  }
  await webpack.lines.waitForCount(/^\[hot\] the application crashed/, 8);
  application.edit('main.js', "console.log('try 2'); process.exit(3);");
  await webpack.lines.waitFor(/it starts again in 30 s; type rs to start it now$/);
  webpack.type('rs');
  await webpack.lines.waitFor(/^try 2/);
});

test('a process that ignores the signal is killed after a while', async () => {
  const application = new Application(
    { 'main.js': `process.on('SIGTERM', () => console.log('ignored')); ${LOOP}` },
    { plugin: { run: { killTimeout: 100 } } },
  );
  const webpack = await application.watch();
  const [, pid] = await webpack.lines.waitFor(/^started as (\d+)$/);
  webpack.signal('SIGTERM');
  expect(await webpack.waitForEnd()).toBe(0);
  await webpack.lines.waitFor(/^ignored$/);
  await webpack.lines.waitFor(/^\[hot\] the application has not ended within 100 ms after SIGTERM: it is killed$/);
  expect(isAlive(Number(pid))).toBe(false);
});

test('the options reach the process', async () => {
  const main =
    'console.log(JSON.stringify({ args: process.argv.slice(2), execArgv: process.execArgv, channel: process.connected, ' +
    'color: process.env.FORCE_COLOR, more: process.env.MORE, who: process.env.MODULE_HOT_RELOAD_SUPERVISION }))';
  const options = { args: ['--port', '1'], execArgv: ['--enable-source-maps', '--inspect=0'], env: { MORE: 'yes' } };
  const application = new Application({ 'main.js': main }, { plugin: { run: options } });
  const webpack = await application.watch({ execArgv: ['--no-warnings'], env: { FORCE_COLOR: '1' } });
  const [line] = await webpack.lines.waitFor(/^\{"args".*\}$/);
  expect(JSON.parse(line)).toEqual({
    args: ['--port', '1'],
    execArgv: ['--enable-source-maps', '--inspect=0'],
    channel: true,
    color: '1',
    more: 'yes',
    who: `${webpack.pid} restarts`,
  });
  await webpack.lines.waitFor(/^Debugger listening on/);
});

test.each([
  ['V8 keeps the memory of the process for a while', [], 1],
  ['but where the options say when it gives memory back', ['--memory-reducer'], 0],
])('%s', async (_, execArgv, flags) => {
  const probe = `const v8 = require('node:v8'); v8.setFlagsFromString = (flag) => console.log('flag ' + flag);`;
  const application = new Application(
    { 'main.js': LOOP, './probe.js': probe },
    { plugin: { run: { execArgv: ['--require', './probe.js', ...execArgv] } } },
  );
  const webpack = await application.watch();
  await webpack.lines.waitFor(/^started as \d+$/);
  expect(webpack.lines.matching(/^flag --.*memory-reducer/)).toHaveLength(flags);
});

describe('of two entries', () => {
  const files = { 'a.js': `console.log('this is a'); ${LOOP}`, 'b.js': `console.log('this is b'); ${LOOP}` };
  const config = "entry: { a: './a', b: './b' },";

  test('one has to be named', async () => {
    const application = new Application(files, { ...run, config });
    const webpack = application.startWebpack(['--watch']);
    await webpack.lines.waitFor(/There are several entries \(a, b\): name the one to start in the option run\.entry/);
    expect(webpack.lines.matching(/^this is/)).toEqual([]);
  });

  test('the one that is named starts', async () => {
    const application = new Application(files, { plugin: { run: { entry: 'b' } }, config });
    const webpack = await application.watch();
    await webpack.lines.waitFor(/^started as/);
    expect(webpack.lines.matching(/^this is/)).toEqual(['this is b']);
  });
});

/** Reports to its supervisor, once it has heard of a build, what a runtime would. */
function reporting(outcome: object): string {
  const record = {
    format: 'module-hot-reload/process/1',
    thread: 0,
    parent: 0,
    host: '',
    supervised: true,
    script: '',
    runtime: '',
    startedAt: 0,
    serial: 0,
    generation: 0,
    pending: [],
    build: 'another',
  };
  return `
    const send = (more) => process.send({
      type: 'module-hot-reload/process',
      record: { ...${JSON.stringify(record)}, pid: process.pid, ...more },
    });
    send({});
    process.on('module-hot-reload/message', ({ type }) => console.log('heard of ' + type));
    process.stdin.on('data', () => {
      console.log('was asked');
      send({ outcome: ${JSON.stringify(outcome)} });
    });
    ${LOOP}
  `;
}

const REFUSED = {
  kind: 'refused',
  refused: [{ reason: 'unaccepted', modules: ['./leaf.js', './main.js'] }],
  pending: [],
  warnings: [],
  generation: 0,
  ms: 1,
};

test.each([
  ['refused', REFUSED, 'leaf.js → main.js is not accepted'],
  [
    'broken',
    { ...REFUSED, kind: 'broken', error: { name: 'Error', message: 'oh' }, modules: [] },
    'an update could not be undone (oh)',
  ],
])('an update that is %s restarts the process, and the line says why', async (_kind, outcome, reason) => {
  const application = new Application(
    { 'main.js': `import './leaf'; ${reporting(outcome)}`, 'leaf.js': '1;' },
    { plugin: { run: { keyboard: true }, mode: 'manual' } },
  );
  const webpack = await application.watch({ hasInput: true });
  const [, first] = await webpack.lines.waitFor(/^started as (\d+)$/);
  application.edit('leaf.js', '2;');
  await webpack.lines.waitForCount(/^heard of module-hot-reload\/build$/, 2);
  // What is no command goes on to the application.
  webpack.type('report');
  await webpack.lines.waitFor(/^was asked$/);
  const [, , second] = await webpack.lines.waitForCount(/^started as \d+$|^\[hot\] restarting/, 3);
  expect(webpack.lines.matching(/^\[hot\] restarting/)).toEqual([`[hot] restarting: ${reason}`]);
  expect(second).not.toBe(`started as ${first ?? ''}`);
  await untilGone(Number(first));
});

test('an edit of the entry restarts the process', async () => {
  const application = new Application(sources, run);
  const webpack = await application.watch();
  const first = await application.server(webpack);
  const before = webpack.lines.all.length;
  application.edit('main.js', `${SERVER['main.js']}\nconsole.log('edited');`);
  await webpack.lines.waitFor(/^\[hot\] restarting: main\.js is not accepted$/, before);
  const second = await application.server(webpack, before);
  expect(second.pid).not.toBe(first.pid);
  await webpack.lines.waitFor(/^edited$/);
  await untilGone(first.pid);
});
