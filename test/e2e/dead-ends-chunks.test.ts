/** Edits modules of chunks that are loaded on demand: before, after, and while something else fails. */

import { Application, cleanUp } from '../support/application';
import { expectNoDeadEnd } from '../support/dead-end';
import { HELD_BACK, gated, isPatched, openGate } from '../support/gate';
import { OUTPUTS } from '../support/outputs';
import { untilRecords } from '../support/process-records';
import { ASYNC_SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

/** Answers `/a` and `/b` with what it loads on demand then. */
const loading = (greeting: string, { a = "import('./a')", b = "import('./b')", more = '' } = {}): string => `
  import { name } from './leaf';
  let own = 0;

  export async function respond(path) {
    if (path === '/count') return (own += 1);
    if (path === '/pid') return process.pid;
    if (path === '/a') return (await ${a}).text();
    if (path === '/b') return (await ${b}).text();
    return '${greeting} ' + name;
  }
  ${more}
`;

const part = (text: string): string => `
  import { name } from './leaf';
  export const text = () => '${text} with ' + name;
`;

const sources = {
  ...ASYNC_SERVER,
  'app.js': loading('hello'),
  'a.js': part('A'),
  'b.js': part('B'),
  'leaf.js': leaf('one'),
};

test('edited before they were ever loaded, and after', async () => {
  const application = new Application(sources);
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/a')).toBe('A with one');

  await application.published(() => application.edit('b.js', part('new B')));
  await application.published(() => application.edit('a.js', part('new A')));
  await server.untilText('/a', 'new A with one');
  expect(await server.get('/b')).toBe('new B with one');

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/a', 'new A with two');
  application.edit('b.js', part('newest B'));
  await server.untilText('/b', 'newest B with two');
  expect(server.lines.matching(/^\[hot\] (?!applied)/)).toEqual([]);
});

test('loaded for the first time between a patch of them and its build, which may fail', async () => {
  const application = new Application(sources, { config: gated() });
  const webpack = await application.watch();
  const server = await application.serve();
  expect(await server.get('/a')).toBe('A with one');

  application.editAtomically('b.js', part('patched B'));
  const { build } = await application.untilJournal(isPatched);
  await untilRecords(application, ([record]) => record?.build === build);
  expect(await server.get('/b')).toBe('patched B with one');
  await webpack.lines.waitFor(HELD_BACK);
  openGate(application, 'fail');
  await server.untilText('/b', 'B with one');

  const from = webpack.lines.all.length;
  application.editAtomically('b.js', part('new B'));
  await webpack.lines.waitFor(HELD_BACK, from);
  openGate(application);
  await server.untilText('/b', 'new B with one');
  expect(await server.get('/a')).toBe('A with one');
});

test('loaded while a failed update is pending: generations are not mixed', async () => {
  const application = new Application(sources);
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/a')).toBe('A with one');

  await expectNoDeadEnd(server, {
    fail: async () => {
      await application.published(() => application.edit('b.js', part('new B')));
      await application.published(() => application.edit('leaf.js', `${leaf('broken')}\nthrow new Error('boom');`));
      await server.lines.waitFor(/^\[hot\] rolled back/);
      expect(await server.get('/a')).toBe('A with one');
      await server.untilText('/b', 'new B with one');
    },
    report: /^\[hot\] rolled back: Error: boom$/,
    fix: () => application.edit('leaf.js', leaf('two')),
    fixed: 'hello two',
  });
  expect([await server.get('/a'), await server.get('/b')]).toEqual(['A with two', 'new B with two']);
});

test('code that throws when it is loaded fails its request, and the fix goes live', async () => {
  const application = new Application(sources);
  await application.watch();
  const server = await application.serve();

  application.edit('a.js', "throw new Error('boom');");
  await server.untilText('/a', 'Error: boom');
  expect((await server.request('/a')).status).toBe(500);
  expect([await server.get('/'), await server.get('/b')]).toEqual(['hello one', 'B with one']);

  application.edit('a.js', part('fixed A'));
  await server.untilText('/a', 'fixed A with one');
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/a', 'fixed A with two');
  expect(await server.get('/pid')).toBe(String(server.pid));
  expect(server.lines.matching(/^\[hot\] (?!applied)/)).toEqual([]);
});

test.each(OUTPUTS)('removed, and back again with other code, in %s', async (_name, file, config) => {
  const application = new Application(sources, { config });
  await application.watch();
  const server = await application.serve(file);
  expect(await server.get('/a')).toBe('A with one');

  const none = "{ text: () => 'none' }";
  application.edit('app.js', loading('without', { a: none, b: none }));
  await server.untilText('/', 'without one');
  expect([await server.get('/a'), await server.get('/b')]).toEqual(['none', 'none']);

  application.edit('a.js', part('new A'));
  application.edit('b.js', part('new B'));
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'without two');
  await expectNoDeadEnd(server, {
    fail: () => application.edit('app.js', loading('broken', { more: 'null.property;' })),
    report: /^\[hot\] rolled back: TypeError/,
    fix: () => application.edit('app.js', loading('with')),
    fixed: 'with two',
  });
  expect([await server.get('/a'), await server.get('/b')]).toEqual(['new A with two', 'new B with two']);
  application.edit('a.js', part('newest A'));
  await server.untilText('/a', 'newest A with two');
});

test.each(OUTPUTS)('edited while what loads them does not compile, in %s', async (_name, file, config) => {
  const application = new Application(sources, { config });
  const webpack = await application.watch();
  const server = await application.serve(file);
  expect(await server.get('/a')).toBe('A with one');

  application.edit('app.js', `${loading('broken')}\nconst = 1;`);
  await webpack.lines.waitFor(/^\[hot\] build failed/);
  application.edit('a.js', part('new A'));
  application.edit('app.js', loading('fixed'));
  await server.untilText('/', 'fixed one');
  await server.untilText('/a', 'new A with one');
  application.edit('a.js', part('newest A'));
  await server.untilText('/a', 'newest A with one');
  expect(await server.get('/b')).toBe('B with one');
});

test('split differently', async () => {
  const application = new Application(sources);
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/a')).toBe('A with one');

  const named = (chunk: string, module: string): string => `import(/* webpackChunkName: '${chunk}' */ '${module}')`;
  const together = { a: named('both', './a'), b: named('both', './b') };
  application.edit('app.js', loading('together', together));
  await server.untilText('/', 'together one');
  expect([await server.get('/a'), await server.get('/b')]).toEqual(['A with one', 'B with one']);

  application.edit('b.js', part('new B'));
  await server.untilText('/b', 'new B with one');
  await expectNoDeadEnd(server, {
    fail: () => application.edit('app.js', loading('broken', { more: 'null.property;' })),
    report: /^\[hot\] rolled back: TypeError/,
    fix: () => application.edit('app.js', loading('at once', { a: "require('./a')", b: named('another', './b') })),
    fixed: 'at once one',
  });
  expect([await server.get('/a'), await server.get('/b')]).toEqual(['A with one', 'new B with one']);
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'at once two');
  expect([await server.get('/a'), await server.get('/b')]).toEqual(['A with two', 'new B with two']);
});
