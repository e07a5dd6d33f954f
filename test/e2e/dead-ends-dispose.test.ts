/** Disposes of modules whose handlers take time or fail: the update waits as long as it must, and goes on. */

import { Application, cleanUp } from '../support/application';
import { statefulApp } from '../support/dead-end';
import type { Server } from '../support/server';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

/** Lets a request decide when a handler settles. */
const HOT = SERVER['hot.js'].replace('(path) =>', "(path) => path === '/settle' ? globalThis.settle() :");

const disposing = (name: string, handler: string): string => `
  ${leaf(name)}
  import.meta.webpackHot.dispose((data) => {
    console.log('disposing of ${name}');
    ${handler}
  });
`;

async function start(handler: string, settleTimeout = 10_000): Promise<[Application, Server]> {
  const application = new Application(
    { ...SERVER, 'hot.js': HOT, 'app.js': statefulApp('hello'), 'leaf.js': disposing('one', handler) },
    { plugin: { settleTimeout } },
  );
  await application.watch();
  return [application, await application.serve()];
}

/** Saves two good edits, one after the other; expects that so many warnings come with the first. */
async function expectUpdates(application: Application, server: Server, warning?: RegExp): Promise<void> {
  await server.untilText('/', 'hello two');
  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  expect(await server.lines.waitForCount(/^\[hot\] applied 2 modules/, 2)).toHaveLength(2);
  expect(server.lines.matching(/^disposing/)).toEqual(['disposing of one', 'disposing of two']);
  expect(server.lines.matching(warning ?? /^\[hot\] warning/)).toHaveLength(warning === undefined ? 0 : 1);
  expect(server.lines.matching(/^\[hot\] (?!applied)/)).toHaveLength(warning === undefined ? 0 : 1);
  expect(await server.get('/pid')).toBe(String(server.pid));
}

test('a dispose handler throws: said once, and the update goes on', async () => {
  const [application, server] = await start("throw new Error('stuck');");
  expect(await server.get('/count')).toBe('1');
  application.edit('leaf.js', disposing('two', ''));
  await expectUpdates(application, server, /^\[hot\] warning \(in leaf\.js\): Error: stuck$/);
});

test.each([
  ['resolves', 'resolve()', undefined],
  ['rejects', "reject(new Error('stuck'))", /^\[hot\] warning \(in leaf\.js\): Error: stuck$/],
])('a dispose handler %s late: the old version answers until then', async (_name, settle, warning) => {
  const promise = `return new Promise((resolve, reject) => (globalThis.settle = () => ${settle}));`;
  const [application, server] = await start(promise);
  application.edit('leaf.js', disposing('two', ''));
  await server.lines.waitFor(/^disposing of one$/);
  expect([await server.get('/'), await server.get('/count')]).toEqual(['hello one', '1']);
  expect([await server.get('/'), await server.get('/count')]).toEqual(['hello one', '2']);

  await server.get('/settle');
  await expectUpdates(application, server, warning);
});

test('a dispose handler never settles: given up after settleTimeout, and the edits of that time become one', async () => {
  const [application, server] = await start('return new Promise(() => undefined);', 3_000);
  application.edit('leaf.js', disposing('a step between', ''));
  await server.lines.waitFor(/^disposing of one$/);
  expect([await server.get('/'), await server.get('/count')]).toEqual(['hello one', '1']);

  await application.published(() => application.edit('leaf.js', disposing('two', '')));
  await server.untilText('/', 'hello two');
  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  expect(await server.lines.waitForCount(/^\[hot\] applied/, 3)).toHaveLength(3);
  expect(server.lines.matching(/^\[hot\] (?!applied)/)).toEqual([
    expect.stringMatching(/^\[hot\] warning \(in leaf\.js\): .*3000 ms/),
  ]);
});

/** Hands its number on to its successor. */
const keeping = (greeting: string, more = ''): string => `
  import { name } from './leaf';
  let own = module.hot.data?.own ?? 0;
  module.hot.dispose((left) => {
    left.own = own;
  });
  export const respond = () => '${greeting} ' + name + ' ' + (own += 1);
  ${more}
`;

test('hot.data survives updates and failed ones', async () => {
  const application = new Application({ ...SERVER, 'app.js': keeping('hello'), 'leaf.js': leaf('one') });
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/')).toBe('hello one 1');

  application.edit('leaf.js', leaf('two'));
  await server.lines.waitFor(/^\[hot\] applied 2 modules/);
  expect(await server.get('/')).toBe('hello two 2');

  application.edit('app.js', keeping('broken', "throw new Error('boom');"));
  await server.lines.waitFor(/^\[hot\] rolled back: Error: boom$/);
  expect(await server.get('/')).toBe('hello two 3');

  application.edit('app.js', keeping('fixed'));
  await server.lines.waitFor(/^\[hot\] applied 1 module /);
  expect(await server.get('/')).toBe('fixed two 4');
  expect(server.lines.matching(/^\[hot\] (?!applied)/)).toHaveLength(1);
});
