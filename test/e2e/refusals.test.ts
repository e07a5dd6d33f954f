/** Saves edits that nobody accepts: they are refused in words, and the edits after them go live all the same. */

import { Application, cleanUp } from '../support/application';
import { SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

test('an edit of the entry is refused once, and what is registered goes live although it stays', async () => {
  const application = new Application({ ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') });
  await application.watch();
  const server = await application.serve();

  application.edit('main.js', `${SERVER['main.js']}\nconsole.log('a new entry');`);
  await server.lines.waitFor(/^\[hot\] refused: main\.js is not accepted, the running code is kept$/);
  await server.lines.waitFor(/main\.js is an entry: restart the process/);
  expect(await server.get('/')).toBe('hello one');

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  application.edit('app.js', greetingApp('good morning'));
  await server.untilText('/', 'good morning two');
  expect(server.lines.matching(/a new entry/)).toEqual([]);

  const restarted = await application.serve();
  expect(await restarted.get('/')).toBe('good morning two');
  await restarted.lines.waitFor(/^a new entry$/);
});

test('the chain up to the entry is printed as a tree, with what to do', async () => {
  const main = `import { settings } from './settings';\nconsole.log('limit ' + settings.limit);\n${SERVER['main.js']}`;
  const application = new Application({
    ...SERVER,
    'main.js': main,
    'settings.js': "import { limit } from './limit';\nexport const settings = { limit };",
    'limit.js': 'export const limit = 1;',
    'app.js': greetingApp('hello'),
    'leaf.js': leaf('one'),
  });
  await application.watch();
  const server = await application.serve();

  application.edit('limit.js', 'export const limit = 2;');
  await server.lines.waitFor(/restart the process/);
  const start = server.lines.all.findIndex((line) => line.startsWith('[hot]'));
  expect(server.lines.all.slice(start)).toEqual([
    '[hot] refused: limit.js → settings.js → main.js is not accepted, the running code is kept',
    '  limit.js',
    '  └─ settings.js',
    '     └─ main.js',
    '  To apply such edits, register limit.js or a module between it and main.js; for now, restart the process.',
  ]);

  application.edit('limit.js', 'export const limit = 1;');
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
});
