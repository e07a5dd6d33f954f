/** Saves edits while the server of an application runs, and asks it for the result. */

import { Application, cleanUp } from '../support/application';
import { SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

test('leaf and boundary go live in the same process, with its counter intact', async () => {
  const application = new Application(
    { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') },
    { plugin: { run: true } },
  );
  const webpack = await application.watch();
  const server = await application.server(webpack);
  expect(await server.get('/')).toBe('hello one');
  expect(await server.get('/count')).toBe('1');

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  expect(await server.get('/count')).toBe('2');

  application.editAtomically('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');

  application.edit('app.js', greetingApp('good morning'));
  await server.untilText('/', 'good morning three');
  expect(await server.get('/count')).toBe('3');
  expect(server.lines.matching(/^listening/)).toHaveLength(1);
});

test('an edit that is taken back, and a save that changes nothing, leave the server as it was', async () => {
  const application = new Application(
    { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') },
    // Counts builds.
    { plugin: { fastLane: false } },
  );
  await application.watch();
  const server = await application.serve();

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  application.edit('leaf.js', leaf('one'));
  await server.untilText('/', 'hello one');

  application.edit('leaf.js', leaf('one'));
  application.edit('app.js', greetingApp('good morning'));
  await server.untilText('/', 'good morning one');
  expect(await server.lines.waitForCount(/\[hot\] applied/, 3)).toHaveLength(3);
  expect(server.lines.matching(/\[hot\] (?!applied)/)).toEqual([]);
});
