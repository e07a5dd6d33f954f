/** Lets old, disposed code load modules that nobody had loaded: they are ordinary modules, which later edits reach. */

import { Application, cleanUp } from '../support/application';
import { expectNoDeadEnd } from '../support/dead-end';
import { ASYNC_SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

/** Keeps the first version of `app`, as a request does that is still under way. */
const HOT = `
  import { AutomaticReloader } from 'module-hot-reload/runtime';
  import * as app from './app';

  const reloader = new AutomaticReloader();
  const first = app.respond;
  const live = reloader.register(app);
  reloader.start();

  export const answer = (path) => (path.startsWith('/old') ? first(path.slice(4)) : live.respond(path));
`;

/** Loads `late` when it is asked for it, and not before. */
const loading = (greeting: string, load: string): string => `
  import { name } from './leaf';
  let own = 0;

  export async function respond(path) {
    if (path === '/count') return (own += 1);
    if (path === '/pid') return process.pid;
    if (path === '/late') return '${greeting} ' + (await ${load}).name;
    return '${greeting} ' + name;
  }
`;

test.each([
  ['import()', "import('./late')"],
  ['require()', "require('./late')"],
])('with %s', async (_name, load) => {
  const application = new Application({
    ...ASYNC_SERVER,
    'hot.js': HOT,
    'app.js': loading('old', load),
    'late.js': leaf('late'),
    'leaf.js': leaf('one'),
  });
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/old/count')).toBe('1');
  application.edit('app.js', loading('new', load));
  await server.untilText('/', 'new one');

  expect(await server.get('/old/late')).toBe('old late');
  application.edit('late.js', leaf('edited'));
  await server.untilText('/late', 'new edited');
  expect(await server.get('/old/count')).toBe('2');
  await server.lines.waitForCount(/^\[hot\] applied/, 2);

  await expectNoDeadEnd(server, {
    fail: () => application.edit('leaf.js', `${leaf('broken')}\nthrow new Error('boom');`),
    report: /^\[hot\] rolled back: Error: boom$/,
    fix: () => {
      application.edit('late.js', leaf('edited again'));
      application.edit('leaf.js', leaf('two'));
    },
    fixed: 'new two',
  });
  await server.untilText('/late', 'new edited again');
  expect(server.lines.matching(/^\[hot\] refused/)).toEqual([]);
});
