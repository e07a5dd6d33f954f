/** Starts webpack anew beside a process that runs on. */

import { Application, cleanUp } from '../support/application';
import { OUTPUTS } from '../support/outputs';
import type { Server } from '../support/server';
import { SERVER, WORKER_SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

test.each([
  ['over the files of the last one', (): void => undefined],
  ['into an empty folder', (application: Application): void => application.removeOutput()],
])('webpack is started anew, %s: the process catches up with what was edited meanwhile', async (_name, prepare) => {
  const application = new Application(sources);
  const first = await application.watch();
  const server = await application.serve();
  expect(await server.get('/count')).toBe('1');
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');

  await first.stop();
  prepare(application);
  const before = application.journal();
  application.edit('app.js', greetingApp('good morning'));
  application.startWebpack(['--watch']);
  await application.untilJournal(({ build }) => build !== before?.build);
  await server.untilText('/', 'good morning two');

  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'good morning three');
  expect(await server.get('/count')).toBe('2');
  expect(server.lines.matching(/\[hot\] (?!applied)/)).toEqual([]);
});

/** A bundle in several files, as the code of packages makes it. */
const SPLIT = 'optimization: { splitChunks: { chunks: "all", minSize: 0 } },';

test.each(OUTPUTS)('webpack is started anew: a worker thread catches up, in %s', async (_name, file, config) => {
  const files = { ...WORKER_SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };
  const application = new Application(files, { config: config + SPLIT });
  const first = await application.watch();
  const server = await application.serve(file);
  await server.untilText('/', 'hello one');
  await server.untilText('/worker', 'working on one');

  await first.stop();
  application.edit('leaf.js', leaf('two'));
  application.startWebpack(['--watch']);
  await server.lines.waitFor(/\[hot\] applied .* leaf\.js → job\.js/);
  await server.untilText('/', 'hello two');
  await server.untilText('/worker', 'working on two');
  expect(server.lines.matching(/\[hot\] (?!applied)/)).toEqual([]);
});

/** A server whose modules webpack has numbered, without a webpack that watches. */
async function serveNumbered(): Promise<[Application, Server]> {
  const application = new Application(sources, { config: "optimization: { moduleIds: 'natural' }," });
  const first = await application.watch();
  const server = await application.serve();
  await server.untilText('/', 'hello one');
  await first.stop();
  return [application, server];
}

test('webpack is started anew, and numbers the modules as before: the process catches up', async () => {
  const [application, server] = await serveNumbered();
  application.edit('leaf.js', leaf('two'));
  application.startWebpack(['--watch']);
  await server.untilText('/', 'hello two');
});

test('webpack is started anew, and numbers the modules otherwise: the process is to be restarted', async () => {
  const [application, server] = await serveNumbered();
  application.edit('first.js', 'export const mark = "!";');
  application.edit(
    'app.js',
    `import { mark } from './first';\n${greetingApp('hello').replace('+ name', '+ name + mark')}`,
  );
  const webpack = application.startWebpack(['--watch']);
  await server.lines.waitFor(/^\[hot\] refused: no published update leads from the running build to the newest one/);
  expect(await server.get('/')).toBe('hello one');
  expect(server.lines.matching(/^\[hot\] applied/)).toEqual([]);
  await webpack.stop();
  await (await application.serve()).untilText('/', 'hello one!');
});
