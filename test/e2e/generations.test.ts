/** Moves several registered modules at once, and several builds at once. */

import { Application, cleanUp } from '../support/application';
import { MANUAL_SERVER, SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

const TWO_BOUNDARIES = `
  import { AutomaticReloader, ModuleWrapper } from 'module-hot-reload/runtime';
  import * as one from './one';
  import * as two from './two';

  const reloader = new AutomaticReloader();
  const modules = [one, two].map((module) => reloader.register(module));
  const outcomes = [];
  reloader.on('outcome', ({ kind, boundaries }) => outcomes.push(kind + ' ' + boundaries));
  reloader.start();

  export const answer = (path) =>
    path === '/outcomes'
      ? outcomes.join(', ')
      : modules.map((module) => module.text() + ' in ' + ModuleWrapper.of(module).generation).join(', ');
`;

const boundary = (name: string): string => `
  import { name } from './shared';
  export const text = () => '${name} ' + name;
`;

test('two registered modules that share a dependency move in one generation', async () => {
  const application = new Application({
    ...SERVER,
    'hot.js': TWO_BOUNDARIES,
    'one.js': boundary('one'),
    'two.js': boundary('two'),
    'shared.js': leaf('old'),
  });
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/')).toBe('one old in 0, two old in 0');

  application.edit('shared.js', leaf('new'));
  await server.untilText('/', 'one new in 1, two new in 1');
  expect(await server.get('/outcomes')).toBe('applied ./one.js,./two.js');

  application.edit('two.js', boundary('second'));
  await server.untilText('/', 'one new in 1, second new in 2');
  expect(await server.get('/outcomes')).toBe('applied ./one.js,./two.js, applied ./two.js');
});

test.each([
  ['the mode of the plugin', SERVER, 'manual'],
  ['a ManualReloader', MANUAL_SERVER, 'automatic'],
] as const)('builds that were missed are caught up in one transaction on SIGUSR2: %s', async (_name, sources, mode) => {
  const application = new Application(
    { ...sources, 'app.js': greetingApp('hello'), 'leaf.js': leaf('zero') },
    { plugin: { mode } },
  );
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/count')).toBe('1');

  for (const name of ['one', 'two', 'three']) {
    await application.published(() => application.edit('leaf.js', leaf(name)));
  }
  await application.published(() => application.edit('app.js', greetingApp('good morning')));
  const journal = await application.published(() => application.edit('leaf.js', leaf('five')));
  expect(journal.updates).toHaveLength(5);
  await server.lines.waitFor(/^\[hot\] 2 modules waiting to be reloaded: leaf\.js, app\.js/);
  expect(await server.get('/')).toBe('hello zero');

  process.kill(server.pid, 'SIGUSR2');
  await server.untilText('/', 'good morning five');
  expect(await server.get('/count')).toBe('2');
  expect(await server.lines.waitForCount(/\[hot\] applied/, 1)).toHaveLength(1);

  await application.published(() => application.edit('leaf.js', leaf('six')));
  process.kill(server.pid, 'SIGUSR2');
  await server.untilText('/', 'good morning six');
  expect(await server.lines.waitForCount(/\[hot\] applied/, 2)).toHaveLength(2);
  expect(server.lines.matching(/\[hot\] warning/)).toEqual([]);
});

test('a process that is started late begins with the newest build and follows the next', async () => {
  const application = new Application({ ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('zero') });
  await application.watch();
  for (const name of ['one', 'two', 'three']) {
    await application.published(() => application.edit('leaf.js', leaf(name)));
  }
  const server = await application.serve();
  expect(await server.get('/')).toBe('hello three');

  application.edit('leaf.js', leaf('four'));
  await server.untilText('/', 'hello four');
  expect(await server.lines.waitForCount(/\[hot\]/, 1)).toHaveLength(1);
});
