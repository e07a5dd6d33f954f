/** Spoils the journal and the update files on disk: the old code serves on, and the next good build goes live. */

import fs from 'node:fs';
import path from 'node:path';
import { Application, cleanUp } from '../support/application';
import { SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

/** What these tests do to update files, or expect of several files saved at once, is about builds, not about patches. */
const BUILDS_ONLY = { plugin: { fastLane: false } };

const sources = { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

test('a journal that is garbage, of another kind, or of another application', async () => {
  const application = new Application(sources, BUILDS_ONLY);
  await application.watch();
  const server = await application.serve();
  const [file = ''] = application.journalFiles();
  const good = fs.readFileSync(file, 'utf8');

  fs.writeFileSync(file, 'garbage');
  const [line] = await server.lines.waitFor(/^\[hot\] warning: JOURNAL_INVALID: .*$/);
  expect(line).toContain(`The journal ${file} cannot be used, for it is not JSON;`);
  fs.writeFileSync(file, 'garbage');
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  expect(server.lines.matching(/not JSON/)).toHaveLength(1);

  fs.writeFileSync(file, JSON.stringify({ format: 'another-tool/9', updates: [] }));
  await server.lines.waitFor(/^\[hot\] warning: JOURNAL_INVALID: .* its format is not module-hot-reload\/1/);
  fs.writeFileSync(file, JSON.stringify({ ...(JSON.parse(good) as object), updates: 'none' }));
  await server.lines.waitFor(/^\[hot\] warning: JOURNAL_INVALID: .* a part of it is missing/);
  application.edit('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');

  fs.writeFileSync(file, JSON.stringify({ ...(JSON.parse(good) as object), build: 'of another application' }));
  await server.lines.waitFor(/^\[hot\] refused: no published update leads/);
  expect(await server.get('/')).toBe('hello three');
  application.edit('leaf.js', leaf('four'));
  await server.untilText('/', 'hello four');
});

test('update files that arrive late or in part are waited for', async () => {
  const application = new Application(sources, BUILDS_ONLY);
  await application.watch();
  const copy = path.join(application.folder, 'copy');
  fs.cpSync(application.output, copy, { recursive: true });
  const server = await application.serve('../copy/main.js');
  const [journalFile = ''] = application.journalFiles();
  const receive = (file: string, bytes?: number): void => {
    const content = fs.readFileSync(path.join(application.output, file)).subarray(0, bytes);
    fs.writeFileSync(path.join(copy, file), content);
  };

  const journal = await application.published(() => application.edit('leaf.js', leaf('two')));
  const [update = ''] = Object.keys(journal.updates.at(-1)?.files ?? {});
  receive(path.basename(journalFile));
  await server.lines.waitFor(/^\[hot\] warning: UPDATE_FILE_MISSING: The update file .* is not there;/);
  receive(update, 40);
  await server.lines.waitFor(
    /^\[hot\] warning: UPDATE_FILE_TORN: The update file .* is not what the compiler published/,
  );
  expect(await server.get('/')).toBe('hello one');
  receive(update);
  await server.untilText('/', 'hello two');

  const next = await application.published(() => application.edit('app.js', greetingApp('good morning')));
  receive(path.basename(journalFile));
  for (const file of Object.keys(next.updates.at(-1)?.files ?? {})) receive(file);
  await server.untilText('/', 'good morning two');
});
