/** Runs an output folder that is copied and polled: files arrive in any order, in pieces and late. */

import type { Journal } from '../../runtime/protocol/journal';
import { Application, cleanUp } from '../support/application';
import { CopiedOutput, updateFilesOf } from '../support/copied-output';
import { statefulApp } from '../support/dead-end';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

/** Tells what the process waits for. */
const HOT = SERVER['hot.js'].replace(
  'live.respond(path)',
  "(path === '/resources' ? process.getActiveResourcesInfo() : live.respond(path))",
);

const SOURCES = { ...SERVER, 'hot.js': HOT, 'app.js': statefulApp('hello'), 'leaf.js': leaf('one') };

/** The journal and update files, the older ones first, and how much of each is there then. */
type Arrival = readonly [file: string, part: number];
type Arrange = (updates: readonly string[], journal: string) => readonly Arrival[];

const whole = (files: readonly string[]): Arrival[] => files.map((file) => [file, 1]);
const halves = (files: readonly string[]): Arrival[] => files.map((file) => [file, 0.5]);

const ORDERS: Readonly<Record<string, Arrange>> = {
  'in the order of their making': (updates, journal) => whole([...updates, journal]),
  'in the opposite order': (updates, journal) => whole([journal, ...updates.toReversed()]),
  'the journal between the updates': (updates, journal) =>
    whole([...updates.slice(1), journal, ...updates.slice(0, 1)]),
  'in pieces': (updates, journal) => [...updates, journal].flatMap((file) => [...halves([file]), ...whole([file])]),
  'in pieces, the journal before the ends': (updates, journal) => [...halves(updates), [journal, 1], ...whole(updates)],
};

test.each(Object.entries(ORDERS))('%s', async (_name, arrange) => {
  // What patches bring, builds bring as well: which files there are must not depend on who was first.
  const application = new Application(SOURCES, { plugin: { fastLane: false, notify: { poll: 20 } } });
  await application.watch();
  const copy = new CopiedOutput(application);
  const server = await application.serve('../copy/main.js');
  expect(await server.get('/resources')).not.toContain('FSEvent');

  const first = await application.published(() => application.editAtomically('leaf.js', leaf('two')));
  const second = await application.published(() => application.editAtomically('app.js', statefulApp('good day')));
  const updates = [first, second].flatMap(updateFilesOf);
  const missing = new Set(updates);
  for (const [file, part] of arrange(updates, copy.journal)) {
    copy.receive(file, part);
    if (part === 1) missing.delete(file);
    // The process has looked for what the journal names.
    const isEarly = file === copy.journal && part === 1 && missing.size > 0;
    if (isEarly) await server.lines.waitFor(/^\[hot\] warning: UPDATE_FILE_(MISSING|TORN)/);
    expect(['hello one', 'good day two']).toContain(await server.get('/'));
  }
  await server.untilText('/', 'good day two');
  expect(server.lines.matching(/^\[hot\] (?!applied|warning: (UPDATE_FILE_|JOURNAL_INVALID))/)).toEqual([]);
  expect(await server.lines.waitForCount(/^\[hot\] applied/, 1)).toHaveLength(1);
});

test('files that arrive after they were given up, with further builds under way', async () => {
  const application = new Application(SOURCES, { plugin: { fastLane: false, notify: { poll: 20 } } });
  await application.watch();
  const copy = new CopiedOutput(application);
  const server = await application.serve('../copy/main.js');
  const builds: Journal[] = [];
  for (const name of ['two', 'three', 'four']) {
    builds.push(await application.published(() => application.editAtomically('leaf.js', leaf(name))));
    copy.receiveJournal();
    await server.lines.waitFor(/^\[hot\] warning: UPDATE_FILE_MISSING: .* is tried again\.$/);
    expect(await server.get('/')).toBe('hello one');
  }
  for (const build of builds.toReversed()) copy.receiveUpdate(build);
  await server.untilText('/', 'hello four');

  const broken = `${leaf('five')}\nthrow new Error('boom');`;
  copy.receiveUpdate(await application.published(() => application.editAtomically('leaf.js', broken)));
  copy.receiveJournal();
  await server.lines.waitFor(/^\[hot\] rolled back: Error: boom$/);
  copy.receiveUpdate(await application.published(() => application.editAtomically('leaf.js', leaf('five'))));
  copy.receiveJournal();
  await server.untilText('/', 'hello five');
  expect(await server.get('/pid')).toBe(String(server.pid));
});
