/** Saves single modules while a server runs: the edit is live before webpack has built it, and the build changes nothing. */

import { Application, cleanUp } from '../support/application';
import type { Journal } from '../../runtime/protocol/journal';
import { gated, isBuilt, isPatched, keepGateOpen, openGate } from '../support/gate';
import { ASYNC_SERVER, MANUAL_SERVER, SERVER, greetingApp, leaf } from '../support/sources';
import { until } from '../support/until';

interface Watched {
  readonly application: Application;
  readonly webpack: Awaited<ReturnType<Application['watch']>>;
}

let gate: NodeJS.Timeout | undefined;

afterEach(async () => {
  clearInterval(gate);
  await cleanUp();
});

async function startWatching(files: Record<string, string> = {}): Promise<Watched> {
  const sources = { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one'), ...files };
  const application = new Application(sources, { config: gated() });
  return { application, webpack: await application.watch() };
}

async function startGreeting(files: Record<string, string> = {}): Promise<Application> {
  const { application } = await startWatching(files);
  return application;
}

test('an edit is live while webpack builds, and the build that follows changes nothing', async () => {
  const { application, webpack } = await startWatching();
  await webpack.lines.waitFor(/compiled successfully/);
  const server = await application.serve();

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  expect(isPatched(application.journal()!)).toBe(true);

  const { build } = application.journal()!;
  const from = webpack.lines.all.length;
  openGate(application);
  const built = await application.untilJournal(isBuilt);
  // Until then, webpack is not done with the build that it has published.
  await webpack.lines.waitFor(/compiled successfully/, from);
  expect(built.updates.at(-1)).toMatchObject({ over: [build] });

  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  expect(isPatched(application.journal()!)).toBe(true);
  await server.lines.waitForCount(/\[hot\] applied 2 modules/, 2);
  expect(server.lines.matching(/\[hot\]/)).toHaveLength(2);
});

test('a process that has not heard of the patch takes the build, and one that starts meanwhile the patch', async () => {
  const application = await startGreeting();
  application.edit('leaf.js', leaf('two'));
  await application.untilJournal(isPatched);
  const late = await application.serve();
  await late.untilText('/', 'hello two');
  openGate(application);
  await application.untilJournal(isBuilt);
  expect(await late.get('/')).toBe('hello two');
});

/** Says what it reads when it starts, and is done: in a thread, in a process of its own, or wherever it is run. */
const TASK = `
  import { parentPort } from 'worker_threads';
  import { name } from './leaf';
  const say = (word) => (parentPort ? parentPort.postMessage(word) : process.send ? process.send(word) : console.log(word));
  say('task ' + name);
`;

/** Has it done in a thread or a process of its own, for each request. */
const ASKING_APP = `
  import { Worker } from 'worker_threads';
  import { fork } from 'child_process';
  import path from 'node:path';
  import { once } from 'node:events';
  import { name } from './leaf';
  const start = (path_) =>
    path_ === '/worker' ? new Worker(new URL('./task.js', import.meta.url)) : fork(path.join(path.dirname(process.argv[1]), 'task.js'));
  export const respond = async (path_) => path_ === '/' ? 'hello ' + name : (await once(start(path_), 'message'))[0];
`;

test('what is started while webpack builds begins with what is live: a thread, a process of the application, another one', async () => {
  const sources = { ...ASYNC_SERVER, 'app.js': ASKING_APP, 'leaf.js': leaf('one'), 'task.js': TASK };
  const config = `entry: { main: './main', task: './task' }, ${gated()}`;
  const application = new Application(sources, { config });
  await application.watch();
  const server = await application.serve();
  expect([await server.get('/worker'), await server.get('/fork')]).toEqual(['task one', 'task one']);
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  expect([await server.get('/worker'), await server.get('/fork')]).toEqual(['task two', 'task two']);
  await application.run('task.js').lines.waitFor(/^task two$/);
  openGate(application);
  await application.untilJournal(isBuilt);
});

/** Saves files in the same moment, however busy this machine is: webpack hears of them when all are written. */
function editTogether({ application, webpack }: Watched, texts: Readonly<Record<string, string>>): void {
  process.kill(webpack.pid, 'SIGSTOP');
  for (const [name, text] of Object.entries(texts)) application.edit(name, text);
  process.kill(webpack.pid, 'SIGCONT');
}

test('files that are saved together are live together while webpack builds, and are told of in one line', async () => {
  const watched = await startWatching();
  const { application, webpack } = watched;
  await webpack.lines.waitFor(/compiled successfully/);
  const server = await application.serve();
  editTogether(watched, { 'app.js': greetingApp('hi'), 'leaf.js': leaf('two') });
  await server.untilText('/', 'hi two');
  expect(isPatched(application.journal()!)).toBe(true);
  expect(await server.lines.waitForCount(/\[hot\]/, 1)).toEqual([expect.stringMatching(/applied 2 modules/)]);

  const failing = `${leaf('three')}\nthrow new Error('boom');`;
  editTogether(watched, { 'app.js': greetingApp('good morning'), 'leaf.js': failing });
  await server.lines.waitFor(/rolled back: Error: boom/);
  expect(await server.get('/')).toBe('hi two');
  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'good morning three');
  gate = keepGateOpen(application);
  await webpack.lines.waitFor(/^\[hot\] #2 app\.js and 1 more: live after \d+ ms \(applied/);
});

test('where one of the files that are saved together is left to the build, all are', async () => {
  const watched = await startWatching({ 'new.js': 'export const word = "two";' });
  const { application } = watched;
  const server = await application.serve();
  const { build } = application.journal()!;
  const importing = `import { word } from './new';\nexport const name = word;`;
  editTogether(watched, { 'app.js': greetingApp('hi'), 'leaf.js': importing });
  openGate(application);
  await server.untilText('/', 'hi two');
  expect(application.journal()!.updates.map(({ from, patch = false }) => [from, patch])).toEqual([[build, false]]);
  expect(await server.lines.waitForCount(/\[hot\]/, 1)).toHaveLength(1);
});

test('an edit that is taken back while webpack builds goes back', async () => {
  const application = await startGreeting();
  const server = await application.serve();
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  application.edit('leaf.js', leaf('one'));
  gate = keepGateOpen(application);
  await server.untilText('/', 'hello one');
});

test('a build that fails says so and takes the patch back; the next good save goes live', async () => {
  const application = new Application(
    { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') },
    { config: gated() },
  );
  const webpack = await application.watch();
  const server = await application.serve();
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  openGate(application, 'fail');
  await server.untilText('/', 'hello one');
  await webpack.lines.waitFor(/\[hot\] build failed: .*; the patch of leaf\.js, .*, is taken back$/);
  application.edit('leaf.js', leaf('three'));
  gate = keepGateOpen(application);
  await server.untilText('/', 'hello three');
});

test('a patch that throws is rolled back once, and the fix goes live', async () => {
  const application = await startGreeting();
  const server = await application.serve();
  application.edit('leaf.js', `export const name = 'two'; throw new Error('oops');`);
  await server.lines.waitFor(/rolled back/);
  expect(isPatched(application.journal()!)).toBe(true);
  openGate(application);
  await application.untilJournal(isBuilt);
  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  expect(server.lines.matching(/rolled back/)).toHaveLength(1);
});

test('a patch that nobody accepts is refused when its build is there, once', async () => {
  const application = await startGreeting({
    'main.js': `import { tag } from './tag';${SERVER['main.js']}\nconsole.log(tag);`,
    'tag.js': `export const tag = 1;`,
  });
  const server = await application.serve();
  application.edit('tag.js', `export const tag = 2;`);
  await application.untilJournal(isPatched);
  application.edit('leaf.js', leaf('two'));
  gate = keepGateOpen(application);
  await server.untilText('/', 'hello two');
  expect(await server.lines.waitForCount(/\[hot\] refused/, 1)).toHaveLength(1);
});

test('in manual mode a patch waits for the signal as a build does', async () => {
  const application = new Application(
    { ...MANUAL_SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') },
    { config: gated() },
  );
  await application.watch();
  const server = await application.serve();
  application.edit('leaf.js', leaf('two'));
  await server.lines.waitFor(/waiting to be reloaded/);
  expect(isPatched(application.journal()!)).toBe(true);
  expect(await server.get('/')).toBe('hello one');
  process.kill(server.pid, 'SIGUSR2');
  await server.untilText('/', 'hello two');
  openGate(application);
  await application.untilJournal(isBuilt);
  expect(await server.get('/')).toBe('hello two');
  expect(await server.lines.waitForCount(/\[hot\] applied/, 1)).toHaveLength(1);
});

test('without the fast lane nothing is published ahead of the build', async () => {
  const application = new Application(
    { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') },
    { plugin: { fastLane: false } },
  );
  await application.watch();
  const seen: Journal[] = [];
  application.edit('leaf.js', leaf('two'));
  await until(
    () => 'no build',
    () => {
      const journal = application.journal();
      if (journal !== undefined) seen.push(journal);
      return seen.at(-1)?.updates.length === 1 ? true : undefined;
    },
  );
  expect(seen.filter(isPatched)).toEqual([]);
});
