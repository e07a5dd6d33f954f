/** Reloads worker threads and the children of a cluster, each by itself, and replaces alone what cannot be updated. */

import { Application, cleanUp, type Files } from '../support/application';
import type { Server } from '../support/server';
import { untilRecords } from '../support/process-records';
import { SERVER, greetingApp, leaf } from '../support/sources';
import { until } from '../support/until';

afterEach(cleanUp);

/** A server that asks a worker thread, and starts another one when that has ended. */
const PARENT = `
  import { Worker } from 'worker_threads';
  import { once } from 'node:events';

  let count = 0;
  let worker;
  const start = () => {
    worker = new Worker(new URL('./worker.js', import.meta.url));
    worker.once('exit', start);
  };
  start();

  export async function answer(path) {
    if (path === '/count') return (count += 1);
    const asked = worker;
    asked.postMessage(path);
    // It may be replaced before it answers.
    return Promise.race([once(asked, 'message'), once(asked, 'exit')]).then(([said]) => said);
  }
`;

const worker = (greeting: string, options = ''): string => `
  import { parentPort, threadId } from 'worker_threads';
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as job from './job';

  const reloader = new AutomaticReloader({ ${options} });
  const live = reloader.register(job);
  reloader.start();
  parentPort.on('message', (path) => parentPort.postMessage(path === '/thread' ? threadId : '${greeting} ' + live.work()));
`;

const JOB = "import { name } from './leaf';\nexport const work = () => name;";
const ASKING: Files = {
  'main.js': SERVER['main.js']
    .replace('(request, response) =>', 'async (request, response) =>')
    .replace('answer(r', 'await answer(r'),
  'hot.js': PARENT,
  'job.js': JOB,
  'leaf.js': leaf('one'),
};
/** Ends after a while, as a thread that has work to finish does. */
const EXITS = 'whenRefused: () => setTimeout(() => process.exit(), 100)';

/** Expects that the server is the same process as when it was counted last. */
async function expectSameProcess(server: Server, count: number): Promise<void> {
  expect(await server.get('/count')).toBe(String(count));
  expect(server.lines.matching(/^listening/)).toHaveLength(1);
}

test('a worker thread whose update throws goes on alone', async () => {
  const application = new Application({ ...ASKING, 'worker.js': worker('hello') }, { plugin: { run: true } });
  const webpack = await application.watch();
  const server = await application.server(webpack);
  await server.untilText('/', 'hello one');
  const thread = await server.get('/thread');

  application.editAtomically('leaf.js', `${leaf('two')}\nthrow new Error('boom');`);
  await server.lines.waitFor(/^\[hot\] rolled back: Error: boom$/);
  expect(await server.get('/')).toBe('hello one');
  application.editAtomically('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  expect(await server.get('/thread')).toBe(thread);
  await expectSameProcess(server, 1);
});

test.each([
  ['a supervised process', true],
  ['a process that nobody supervises', false],
])('a worker thread whose update is refused is replaced alone, in %s', async (_name, run) => {
  const application = new Application({ ...ASKING, 'worker.js': worker('hello', EXITS) }, { plugin: { run } });
  const webpack = await application.watch();
  const server = run ? await application.server(webpack) : await application.serve();
  await server.untilText('/', 'hello one');
  const thread = await server.get('/thread');
  await expectSameProcess(server, 1);

  application.editAtomically('worker.js', worker('good morning', EXITS));
  await server.untilText('/', 'good morning one');
  expect(await server.get('/thread')).not.toBe(thread);
  await server.lines.waitFor(
    /^\[hot\] worker\.js is not accepted: the application is told to replace this \(whenRefused\)$/,
  );
  await webpack.lines.waitFor(/^\[hot\] #2 worker\.js: build \d+ ms, running in pid \d+ \(worker 2\); no change/);

  application.editAtomically('leaf.js', leaf('two'));
  await server.untilText('/', 'good morning two');
  await expectSameProcess(server, 2);
});

test('without that, a supervised process is restarted for the sake of its worker thread', async () => {
  const application = new Application({ ...ASKING, 'worker.js': worker('hello') }, { plugin: { run: true } });
  const webpack = await application.watch();
  await (await application.server(webpack)).untilText('/', 'hello one');
  const from = webpack.lines.all.length;
  application.editAtomically('worker.js', worker('good morning'));
  await webpack.lines.waitFor(/^\[hot\] restarting: worker\.js is not accepted$/, from);
  await (await application.server(webpack, from)).untilText('/', 'good morning one');
});

test('code that throws does not restart the application for the sake of a worker that refuses it', async () => {
  const files: Files = {
    ...SERVER,
    'main.js': `
      import { Worker } from 'worker_threads';
      ${SERVER['main.js']}
      new Worker(new URL('./worker.js', import.meta.url));
    `,
    'worker.js': `
      import { parentPort } from 'worker_threads';
      import { name } from './leaf';
      parentPort.on('message', () => parentPort.postMessage(name));
    `,
    'app.js': greetingApp('hello'),
    'leaf.js': leaf('one'),
  };
  const application = new Application(files, { plugin: { run: true } });
  const webpack = await application.watch();
  const server = await application.server(webpack);
  await untilRecords(application, (records) => records.length === 2);
  application.editAtomically('leaf.js', `${leaf('two')}\nthrow new Error('boom');`);
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: build \d+ ms, refused by .* \(worker 1\).*; rolled back by/);
  expect(await server.get('/count')).toBe('1');
  expect(webpack.lines.matching(/restarting/)).toEqual([]);

  const from = webpack.lines.all.length;
  application.editAtomically('leaf.js', leaf('three'));
  await webpack.lines.waitFor(/^\[hot\] restarting: leaf\.js → worker\.js is not accepted$/, from);
  await (await application.server(webpack, from)).untilText('/', 'hello three');
});

/** A server that asks a child process. */
const FORKING: Files = {
  'main.js': ASKING['main.js']!,
  'hot.js': `
    import path from 'node:path';
    import { fork } from 'node:child_process';
    import { once } from 'node:events';

    const child = fork(path.join(path.dirname(process.argv[1]), 'child.js'));
    export async function answer(path) {
      child.send(path);
      const [said] = await once(child, 'message');
      return said;
    }
  `,
  'job.js': JOB,
  'leaf.js': leaf('one'),
};

const forked = (greeting: string): string => `
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as job from './job';

  const reloader = new AutomaticReloader();
  const live = reloader.register(job);
  reloader.start();
  process.on('message', () => process.send('${greeting} ' + live.work()));
  process.on('disconnect', () => process.exit());
`;
const TWO_ENTRIES = "entry: { main: './main', child: './child' },";

test.each([
  ['an edit of its entry', {}, 'one', /^\[hot\] #2 child\.js: build \d+ ms, running in pid \d+ and \d+$/],
  [
    'an edit of its entry and of what it reloads',
    { 'leaf.js': leaf('two') },
    'two',
    /^\[hot\] #2 .*, without 1 module/,
  ],
])('a supervised process is restarted for the sake of its child process: %s', async (_name, files, name, line) => {
  const application = new Application(
    { ...FORKING, 'child.js': forked('hello') },
    // Both files belong into one build.
    {
      plugin: { run: { entry: 'main' }, fastLane: false },
      config: `${TWO_ENTRIES} watchOptions: { aggregateTimeout: 300 },`,
    },
  );
  const webpack = await application.watch();
  await (await application.server(webpack)).untilText('/', 'hello one');
  const from = webpack.lines.all.length;
  for (const [file, text] of Object.entries(files)) application.editAtomically(file, text);
  application.editAtomically('child.js', forked('good morning'));
  await webpack.lines.waitFor(/^\[hot\] restarting: child\.js is not accepted$/, from);
  const restarted = await application.server(webpack, from);
  await restarted.untilText('/', `good morning ${name}`);
  await webpack.lines.waitFor(line, from);
  application.editAtomically('leaf.js', leaf('three'));
  await restarted.untilText('/', 'good morning three');
  expect(webpack.lines.matching(/restarting/)).toHaveLength(1);
});

test('a process that somebody has started is not what the application is restarted for', async () => {
  const application = new Application(
    { ...FORKING, 'child.js': forked('hello') },
    { plugin: { run: { entry: 'child' } }, config: TWO_ENTRIES },
  );
  const webpack = await application.watch();
  await (await application.serve('main.js')).untilText('/', 'hello one');
  application.editAtomically('main.js', `${FORKING['main.js'] ?? ''} // again\nexport {};\nconsole.log(1);`);
  await webpack.lines.waitFor(/^\[hot\] #2 .*refused by pid/);
  expect(webpack.lines.matching(/restarting/)).toEqual([]);
});

const PRIMARY = `
  import cluster from 'node:cluster';
  import path from 'node:path';

  cluster.setupPrimary({ exec: path.join(path.dirname(process.argv[1]), 'child.js') });
  cluster.on('exit', () => cluster.fork());
  cluster.on('listening', (_child, { port }) => console.log('listening on ' + port + ' as ' + process.pid));
  cluster.fork();
  cluster.fork();
`;

const child = (greeting: string): string => `
  import cluster from 'node:cluster';
  import http from 'node:http';
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as job from './job';

  const reloader = new AutomaticReloader({ whenRefused: () => cluster.worker.disconnect() });
  const live = reloader.register(job);
  reloader.start();
  http.createServer((request, response) => response.end([process.ppid, process.pid, '${greeting}', live.work()].join(' '))).listen(0);
`;

/** Asks until as many children as there are have answered as expected; gives their process ids. */
async function childrenThatAnswer(server: Server, expected: RegExp): Promise<string[]> {
  const pids = new Set<string>();
  const describe = (): string => `No two children answer ${String(expected)}:\n${server.lines.all.join('\n')}\n`;
  await until(describe, async () => {
    const { text } = await server.request('/');
    if (expected.test(text)) pids.add(text.split(' ')[1]!);
    return pids.size === 2 || undefined;
  });
  return [...pids].toSorted();
}

test('the children of a cluster are updated each by itself, and replaced alone', async () => {
  const application = new Application(
    { 'main.js': PRIMARY, 'child.js': child('hello'), 'job.js': JOB, 'leaf.js': leaf('one') },
    { plugin: { run: { entry: 'main' } }, config: TWO_ENTRIES },
  );
  const webpack = await application.watch();
  const server = await application.server(webpack);
  const children = await childrenThatAnswer(server, / hello one$/);

  application.editAtomically('leaf.js', leaf('two'));
  expect(await childrenThatAnswer(server, / hello two$/)).toEqual(children);
  application.editAtomically('leaf.js', `${leaf('three')}\nthrow new Error('boom');`);
  await server.lines.waitForCount(/^\[hot\] rolled back: Error: boom$/, 2);
  expect(await childrenThatAnswer(server, / hello two$/)).toEqual(children);
  application.editAtomically('leaf.js', leaf('three'));
  expect(await childrenThatAnswer(server, / hello three$/)).toEqual(children);

  const from = webpack.lines.all.length;
  application.editAtomically('child.js', child('good morning'));
  // Node.js may lose connections that it hands to children which are about to end, so nobody asks meanwhile.
  await webpack.lines.waitForCount(/^listening on/, 4);
  const replaced = await application.server(webpack, from);
  for (const pid of await childrenThatAnswer(replaced, / good morning three$/)) expect(children).not.toContain(pid);
  // What was saved before may be told of in the same line.
  await webpack.lines.waitFor(/^\[hot\] #\d .*: build \d+ ms, running in pid \d+ and \d+; no change/, from);
  expect((await replaced.get('/')).split(' ')[0]).toBe(String(server.pid));
  expect(webpack.lines.matching(/restarting/)).toEqual([]);
});
