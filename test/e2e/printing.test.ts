/** Reads what the process under reload prints. */

import { Application, cleanUp } from '../support/application';
import { MANUAL_SERVER, SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

test('one line for what was applied, and the way it went', async () => {
  const application = new Application({ ...SERVER, ...sources });
  await application.watch();
  const server = await application.serve();

  application.edit('leaf.js', leaf('two'));
  await server.lines.waitFor(/^\[hot\] applied 2 modules in [\d.]+ ms: leaf\.js → app\.js$/);
  application.edit('app.js', greetingApp('good morning'));
  await server.lines.waitFor(/^\[hot\] applied 1 module in [\d.]+ ms: app\.js$/);
  expect(server.lines.all).toHaveLength(3);
});

test('nothing at all when it is to be silent', async () => {
  const application = new Application({ ...SERVER, ...sources }, { plugin: { logLevel: 'silent' } });
  await application.watch();
  const server = await application.serve();

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  application.edit('main.js', `${SERVER['main.js']};null;`);
  application.edit('leaf.js', `throw new Error('boom');`);
  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  expect(server.lines.all).toHaveLength(1);
});

test('another listener on SIGUSR2 is named', async () => {
  const main = `process.on('SIGUSR2', function dumpHeap() {});\n${SERVER['main.js']}`;
  const application = new Application({ ...MANUAL_SERVER, ...sources, 'main.js': main });
  await application.watch();
  const server = await application.serve();

  await application.published(() => application.edit('leaf.js', leaf('two')));
  process.kill(server.pid, 'SIGUSR2');
  await server.untilText('/', 'hello two');
  await server.lines.waitFor(/^\[hot\] warning: SIGUSR2 has another listener, dumpHeap, which runs at every reload/);
});
