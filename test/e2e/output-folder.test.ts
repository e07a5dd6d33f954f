/** Deletes the output folder under a running process, and keeps the journal from being written. */

import fs from 'node:fs';
import path from 'node:path';
import type { HotReloadPluginOptions } from '../../src/options';
import { Application, cleanUp } from '../support/application';
import { untilRecords } from '../support/process-records';
import type { Server } from '../support/server';
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

/** Answers with what the page holds, which it reads for each request. */
const PAGE_APP = `
  import fs from 'node:fs';
  import path from 'node:path';
  import page from './page.html';
  import { name } from './leaf';

  export const respond = () => fs.readFileSync(path.join(__dirname, page), 'utf8') + ' ' + name;
`;

const CLEANED = `
  output: { path: path.join(__dirname, 'dist'), clean: true },
  module: { rules: [{ test: /\\.html$/, type: 'asset/resource' }] },
`;

async function servePage(plugin: HotReloadPluginOptions): Promise<[Application, Server]> {
  const files = { ...sources, 'app.js': PAGE_APP, 'page.html': 'first' };
  const application = new Application(files, { plugin, config: CLEANED });
  await application.watch();
  const server = await application.serve();
  await server.untilText('/', 'first one');
  await untilRecords(application, (records) => records.length === 1);
  return [application, server];
}

/** What the pages in the output folder hold. */
function readPages(application: Application): readonly string[] {
  const names = fs.readdirSync(application.output).filter((name) => name.endsWith('.html'));
  return names.map((name) => fs.readFileSync(path.join(application.output, name), 'utf8'));
}

test('output.clean leaves a file that the running code reads, until all processes run the newest build', async () => {
  const [application, server] = await servePage({ fastLane: false });
  application.editAtomically('leaf.js', `${leaf('two')}\nthrow new Error('boom');`);
  application.editAtomically('page.html', 'second');
  await server.lines.waitFor(/rolled back/);
  expect(await server.get('/')).toBe('first one');
  await application.published(() => application.editAtomically('page.html', 'third'));
  expect(await server.get('/')).toBe('first one');
  application.editAtomically('leaf.js', leaf('two'));
  await server.untilText('/', 'third two');
  await application.published(() => application.editAtomically('leaf.js', leaf('three')));
  await server.untilText('/', 'third three');
  // The process has told of the fix by now; what belongs to an update stays as long as the journal names that.
  await untilRecords(application, ([record]) => record?.pending.length === 0);
  await application.published(() => application.editAtomically('leaf.js', leaf('four')));
  expect(readPages(application)).not.toContain('first');
});

test('output.clean leaves it as well while an update waits', async () => {
  const [application, server] = await servePage({ fastLane: false, mode: 'manual' });
  await application.published(() => application.editAtomically('page.html', 'second'));
  await application.published(() => application.editAtomically('page.html', 'third'));
  expect(await server.get('/')).toBe('first one');
  process.kill(server.pid, 'SIGUSR2');
  await server.untilText('/', 'third one');
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
