/** Saves edits that fail: the old code serves on, and the fix goes live in the same process. */

import { Application, cleanUp } from '../support/application';
import { SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

/** Keeps a number of its own. */
const counting = (word: string): string => `
  import { name } from './leaf';
  let own = 0;
  export const respond = () => '${word} ' + name + ' ' + (own += 1);
`;

test('code that throws is rolled back with its state, said once, and the fix goes live', async () => {
  const application = new Application(
    { ...SERVER, 'app.js': counting('count'), 'leaf.js': leaf('one') },
    // Two files are saved together below, and belong together: webpack waits for both.
    { plugin: { run: true, fastLane: false }, config: 'watchOptions: { aggregateTimeout: 250 },' },
  );
  const webpack = await application.watch();
  const server = await application.server(webpack);
  expect(await server.get('/')).toBe('count one 1');

  application.edit('leaf.js', "export const name = 'two';\nthrow new Error('boom');");
  await server.lines.waitFor(/^\[hot\] rolled back: Error: boom$/);
  await server.lines.waitFor(/^ {4}at .*leaf\.js/);
  await server.lines.waitFor(/while evaluating leaf\.js/);
  expect(await server.get('/')).toBe('count one 2');

  application.edit('app.js', "import './leaf';\nthrow new TypeError('bang');");
  application.edit('leaf.js', leaf('three'));
  await server.lines.waitFor(/^\[hot\] rolled back: TypeError: bang$/);
  expect(await server.get('/')).toBe('count one 3');

  application.edit('app.js', counting('fixed'));
  await server.lines.waitFor(/^\[hot\] #\d+ app\.js: .* applied in /);
  expect(await server.get('/')).toBe('fixed three 1');
  expect(server.lines.matching(/rolled back: Error: boom/)).toHaveLength(1);
  expect(server.lines.matching(/^listening/)).toHaveLength(1);
});

test('code that changes and then throws leaves nothing behind', async () => {
  const application = new Application({ ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') });
  await application.watch();
  const server = await application.serve();

  application.edit('app.js', `${greetingApp('broken')}\nexport const extra = 1;\nnull.property;`);
  await server.lines.waitFor(/^\[hot\] rolled back: TypeError/);
  expect(await server.get('/')).toBe('hello one');

  application.edit('leaf.js', leaf('two'));
  await server.lines.waitFor(/^\[hot\] rolled back: TypeError/, server.lines.all.length);
  expect(await server.get('/')).toBe('hello one');

  application.edit('app.js', greetingApp('fixed'));
  await server.untilText('/', 'fixed two');
});

test('a build with a syntax error changes nothing, and the fix goes live', async () => {
  const application = new Application({ ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') });
  const webpack = await application.watch();
  const server = await application.serve();
  const before = application.journal();

  application.edit('leaf.js', "export const name = 'two");
  await webpack.lines.waitFor(/compiled with 1 error/);
  application.edit('app.js', greetingApp('good morning'));
  await webpack.lines.waitFor(/compiled with 1 error/, webpack.lines.all.length);
  expect(application.journal()).toEqual(before);
  expect(await server.get('/')).toBe('hello one');
  expect(server.lines.matching(/\[hot\]/)).toEqual([]);

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'good morning two');
  expect(await server.lines.waitForCount(/\[hot\]/, 1)).toHaveLength(1);
});
