/** Deletes the output folder under a running process, and keeps the journal from being written. */

import fs from 'node:fs';
import { Application, cleanUp } from '../support/application';
import { SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

test('an output folder that is deleted and built again by the same webpack', async () => {
  const application = new Application(sources);
  await application.watch();
  const server = await application.serve();
  // The build has to be over, or webpack goes on writing files meanwhile.
  await application.published(() => application.edit('leaf.js', leaf('two')));
  await server.untilText('/', 'hello two');

  application.removeOutput();
  expect(await server.get('/')).toBe('hello two');
  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  application.edit('app.js', greetingApp('good morning'));
  await server.untilText('/', 'good morning three');
  expect(server.lines.matching(/\[hot\] (?!applied)/)).toEqual([]);
});

test('an output folder that is deleted and built again by another webpack', async () => {
  const application = new Application(sources);
  const webpack = await application.watch();
  const server = await application.serve();

  await webpack.stop();
  application.removeOutput();
  await application.watch();
  expect(await server.get('/')).toBe('hello one');
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  expect(server.lines.matching(/\[hot\] (?!applied)/)).toEqual([]);
});

test('a journal that cannot be written fails the build in words, until it can', async () => {
  const application = new Application(sources);
  const webpack = await application.watch();
  const server = await application.serve();
  const [journal = ''] = application.journalFiles();

  fs.rmSync(journal);
  fs.mkdirSync(journal);
  application.edit('leaf.js', leaf('two'));
  const [line] = await webpack.lines.waitFor(/^.*JOURNAL_NOT_WRITTEN.*$/);
  expect(line).toContain(journal);
  expect(await server.get('/')).toBe('hello one');

  fs.rmdirSync(journal);
  application.edit('app.js', greetingApp('good morning'));
  await server.untilText('/', 'good morning two');
});
