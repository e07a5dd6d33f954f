/** Saves a file again while webpack builds: the edit is live before, and the build that is behind changes nothing. */

import { Application, cleanUp, type Files } from '../support/application';
import { HELD_BACK, gated, isBuilt, isPatched, keepGateOpen, openGate } from '../support/gate';
import type { Server } from '../support/server';
import { MANUAL_SERVER, SERVER, greetingApp, leaf } from '../support/sources';

let gate: NodeJS.Timeout | undefined;

afterEach(async () => {
  clearInterval(gate);
  await cleanUp();
});

interface Started {
  readonly application: Application;
  readonly webpack: Awaited<ReturnType<Application['watch']>>;
  readonly server: Server;
}

async function start(files: Files = SERVER, first = leaf('one')): Promise<Started> {
  const sources = { ...files, 'app.js': greetingApp('hello'), 'leaf.js': first };
  const application = new Application(sources, { config: gated() });
  const webpack = await application.watch();
  return { application, webpack, server: await application.serve() };
}

/** Saves something, and waits until the build that has read it is held back. */
async function saveHeld({ application, webpack }: Started, text: string, name = 'leaf.js'): Promise<void> {
  const from = webpack.lines.all.length;
  application.editAtomically(name, text);
  await webpack.lines.waitFor(HELD_BACK, from);
}

/** Lets a build through that is behind what is live, and waits until the next one is held back. */
async function passBehind({ application, webpack }: Started): Promise<void> {
  const from = webpack.lines.all.length;
  const { build } = application.journal()!;
  openGate(application);
  expect(isPatched(await application.untilJournal((journal) => journal.build !== build))).toBe(true);
  await webpack.lines.waitFor(HELD_BACK, from);
}

/** Lets a build through that has everything. */
async function pass(application: Application): Promise<void> {
  openGate(application);
  await application.untilJournal(isBuilt);
}

test('a build of an older text is published with the patch on top of it, and nothing is run again', async () => {
  const started = await start();
  const { application, webpack, server } = started;
  await saveHeld(started, leaf('two'));
  application.editAtomically('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  await passBehind(started);
  application.editAtomically('leaf.js', leaf('four'));
  await server.untilText('/', 'hello four');
  const late = await application.serve();
  expect(await late.get('/')).toBe('hello four');
  await passBehind(started);

  await pass(application);
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: live after \d+ ms \(applied in .*\), build \d+ ms/);
  expect([await server.get('/'), await late.get('/')]).toEqual(['hello four', 'hello four']);
  expect(await server.lines.waitForCount(/^\[hot\] applied 2 modules/, 3)).toHaveLength(3);
  expect(server.lines.matching(/^\[hot\]/)).toHaveLength(3);
  expect(webpack.lines.matching(/^\[hot\]/)).toHaveLength(1);
});

const MORE = `export const more = 'more';`;
const importing = (name: string): string => `import { more } from './more';\nexport const name = '${name} ' + more;`;

test('an import that was taken out, and is put back while webpack builds: the patch has it, on top of the build', async () => {
  const entry = `import './more';\n${SERVER['main.js']}`;
  const started = await start({ ...SERVER, 'main.js': entry, 'more.js': MORE }, importing('one'));
  const { application, server } = started;
  await saveHeld(started, leaf('two'));
  application.editAtomically('leaf.js', importing('three'));
  await server.untilText('/', 'hello three more');
  await passBehind(started);
  expect(await server.get('/')).toBe('hello three more');
  await pass(application);
  expect(await server.lines.waitForCount(/^\[hot\] applied/, 2)).toHaveLength(2);
});

test('a build that lacks what the patch imports is published together with the next one: nobody goes back', async () => {
  const started = await start({ ...SERVER, 'more.js': MORE }, importing('one'));
  const { application, server, webpack } = started;
  const { build } = application.journal()!;
  await saveHeld(started, leaf('two'));
  application.editAtomically('leaf.js', importing('three'));
  await server.untilText('/', 'hello three more');
  const from = webpack.lines.all.length;
  openGate(application);
  await webpack.lines.waitFor(HELD_BACK, from);
  expect(application.journal()?.updates.map(({ from: before, patch }) => [before === build, patch])).toEqual([
    [true, true],
    [false, true],
  ]);
  const late = await application.serve();
  await pass(application);
  await late.untilText('/', 'hello three more');
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: live after \d+ ms \(applied in .*\), build \d+ ms/);
  expect(server.lines.matching(/^\[hot\] applied/)).toHaveLength(2);
  gate = keepGateOpen(application);
  application.editAtomically('leaf.js', importing('four'));
  await Promise.all([server, late].map(async (one) => one.untilText('/', 'hello four more')));
});

test('a build that lacks the module of a patch is published: no other one would follow', async () => {
  const started = await start({ ...SERVER, 'more.js': MORE }, importing('one'));
  const { application, server } = started;
  // What was edited lately may be saved while webpack builds.
  await saveHeld(started, `export const more = 'less';`, 'more.js');
  await server.untilText('/', 'hello one less');
  await pass(application);
  await saveHeld(started, leaf('two'));
  await server.untilText('/', 'hello two');
  application.editAtomically('more.js', MORE);
  await application.untilJournal(({ updates }) => updates.filter(({ patch }) => patch).length === 2);
  await pass(application);
  application.editAtomically('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  await pass(application);
});

test('what is taken back while webpack builds stays taken back', async () => {
  const started = await start();
  const { application, server } = started;
  await saveHeld(started, leaf('two'));
  await server.untilText('/', 'hello two');
  application.editAtomically('leaf.js', leaf('one'));
  await server.untilText('/', 'hello one');
  await passBehind(started);
  await pass(application);
  expect(await server.get('/')).toBe('hello one');
  expect(await server.lines.waitForCount(/^\[hot\] applied 2 modules/, 2)).toHaveLength(2);
  expect(server.lines.matching(/^\[hot\]/)).toHaveLength(2);
});

test('the correction of an error is live although the build of the error is yet to fail, and stays', async () => {
  const started = await start();
  const { application, webpack, server } = started;
  await saveHeld(started, 'export const name = ;');
  application.editAtomically('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  const { build } = application.journal()!;
  const from = webpack.lines.all.length;
  openGate(application);
  await webpack.lines.waitFor(HELD_BACK, from);
  expect(application.journal()?.build).toBe(build);
  await pass(application);
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: live after/);
  expect(await server.get('/')).toBe('hello two');
  expect(server.lines.matching(/^\[hot\]/)).toEqual([expect.stringMatching(/applied 2 modules/)]);
  expect(webpack.lines.matching(/^\[hot\]/)).toHaveLength(1);
});

test('where the next build fails, the patch goes back to the build that was behind', async () => {
  const started = await start();
  const { application, webpack, server } = started;
  await saveHeld(started, leaf('two'));
  application.editAtomically('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  await passBehind(started);
  openGate(application, 'fail');
  await server.untilText('/', 'hello two');
  await webpack.lines.waitFor(/^\[hot\] build failed: .*; the patch of leaf\.js, live after \d+ ms, is taken back$/);
  gate = keepGateOpen(application);
  application.editAtomically('leaf.js', leaf('four'));
  await server.untilText('/', 'hello four');
});

test('an edit that throws is rolled back, and the next one goes live, all while webpack builds', async () => {
  const started = await start();
  const { application, server } = started;
  await saveHeld(started, leaf('two'));
  await server.untilText('/', 'hello two');
  application.editAtomically('leaf.js', `${leaf('three')}\nthrow new Error('boom');`);
  await server.lines.waitFor(/^\[hot\] rolled back: Error: boom/);
  expect(await server.get('/')).toBe('hello two');
  application.editAtomically('leaf.js', leaf('four'));
  await server.untilText('/', 'hello four');
  await passBehind(started);
  await pass(application);
  expect(await server.get('/')).toBe('hello four');
});

test('an edit that throws while webpack builds is rolled back once, and told of with its build', async () => {
  const started = await start();
  const { application, server, webpack } = started;
  await saveHeld(started, leaf('two'));
  await server.untilText('/', 'hello two');
  application.editAtomically('leaf.js', `${leaf('three')}\nthrow new Error('boom');`);
  await server.lines.waitFor(/^\[hot\] rolled back: Error: boom/);
  await passBehind(started);
  await pass(application);
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: .* rolled back by pid/);
  expect(await server.get('/')).toBe('hello two');
  expect(server.lines.matching(/rolled back/)).toHaveLength(1);
  expect(webpack.lines.matching(/^\[hot\]/)).toHaveLength(1);
});

test('in manual mode everything waits for the signal', async () => {
  const started = await start(MANUAL_SERVER);
  const { application, server } = started;
  await saveHeld(started, leaf('two'));
  application.editAtomically('leaf.js', leaf('three'));
  await application.untilJournal(({ updates }) => updates.length === 2);
  await passBehind(started);
  expect(await server.get('/')).toBe('hello one');
  process.kill(server.pid, 'SIGUSR2');
  await server.untilText('/', 'hello three');
  await pass(application);
  expect(await server.lines.waitForCount(/^\[hot\] applied/, 1)).toHaveLength(1);
});

test('another file is saved while webpack builds: both are live, and the build that has one of them leaves the other', async () => {
  const started = await start();
  const { application, server } = started;
  // What was edited lately may be.
  await saveHeld(started, greetingApp('hi'), 'app.js');
  await server.untilText('/', 'hi one');
  await pass(application);

  await saveHeld(started, leaf('two'));
  await server.untilText('/', 'hi two');
  application.editAtomically('app.js', greetingApp('good morning'));
  await server.untilText('/', 'good morning two');
  application.editAtomically('leaf.js', leaf('three'));
  await server.untilText('/', 'good morning three');
  await passBehind(started);
  await pass(application);
  expect(await server.get('/')).toBe('good morning three');
  expect(await server.lines.waitForCount(/^\[hot\] applied/, 4)).toHaveLength(4);
  expect(server.lines.matching(/^\[hot\]/)).toHaveLength(4);
});

test('where nobody accepts what is saved, the application is started again with the newest of it', async () => {
  const main = (text: string): string => `${SERVER['main.js']}\nconsole.log('this is ${text}');`;
  const sources = { ...SERVER, 'main.js': main('one'), 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };
  const application = new Application(sources, { config: gated({ run: true }) });
  const webpack = await application.watch();
  await webpack.lines.waitFor(/^this is one$/);
  await application.server(webpack);
  const from = webpack.lines.all.length;
  application.editAtomically('main.js', main('two'));
  await webpack.lines.waitFor(HELD_BACK, from);
  application.editAtomically('main.js', main('three'));
  gate = keepGateOpen(application);
  await webpack.lines.waitFor(/^this is three$/, from);
  const server = await application.server(webpack, from);
  application.editAtomically('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
});

test('a save after an edit that was left to the build is left to the next one, and goes live', async () => {
  const started = await start();
  const { application, server } = started;
  application.editAtomically('more.js', `export const more = 'more';`);
  await saveHeld(started, `import { more } from './more';\nexport const name = more;`);
  application.editAtomically('leaf.js', `import { more } from './more';\nexport const name = more + '!';`);
  gate = keepGateOpen(application);
  await server.untilText('/', 'hello more!');
});
