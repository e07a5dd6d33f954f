/** Follows the journal over many saves: what every process has taken is deleted, and nobody is left behind. */

import fs from 'node:fs';
import { UPDATES_BEFORE_COMPACTING } from '../../src/journal';
import { Application, cleanUp } from '../support/application';
import { recordFolder, untilRecords } from '../support/process-records';
import { SERVER, greetingApp, leaf } from '../support/sources';
import { until } from '../support/until';

afterEach(cleanUp);

const sources = { 'app.js': greetingApp('hello'), 'leaf.js': leaf('zero') };

function listUpdateFiles(application: Application): readonly string[] {
  return fs.readdirSync(application.output).filter((name) => name.includes('.hot-update.'));
}

test('updates that every known process has taken give way to a whole build, from which an unknown one catches up', async () => {
  const application = new Application({ ...SERVER, ...sources });
  const first = await application.watch();
  const unknown = await application.serve();
  await untilRecords(application, (records) => records.length === 1);
  process.kill(unknown.pid, 'SIGSTOP');
  await first.stop();
  // The next webpack hears nothing of it, as of a process that cannot write its record.
  fs.rmSync(recordFolder(application), { recursive: true });
  const second = await application.watch();
  await second.lines.waitFor(/compiled successfully/);
  const server = await application.serve();
  await untilRecords(application, (records) => records.some((record) => record.pid === server.pid));
  for (let count = 1; count <= UPDATES_BEFORE_COMPACTING; count += 1) {
    const { build } = await application.published(() => application.edit('leaf.js', leaf(`number ${count}`)));
    await untilRecords(application, (records) => records.some((one) => one.pid === server.pid && one.build === build));
  }
  const journal = await application.untilJournal(
    ({ updates, base, build }) => updates.length === 0 && base?.to === build,
  );
  // What the journal does not name any more is deleted right after it was written.
  const needed = new Set(Object.keys(journal.base?.files ?? {}));
  await until(
    () => `More than ${[...needed].join()}: ${listUpdateFiles(application).join()}`,
    () => listUpdateFiles(application).every((name) => needed.has(name)) || undefined,
  );
  expect(new Set(listUpdateFiles(application))).toEqual(needed);

  process.kill(unknown.pid, 'SIGCONT');
  await unknown.untilText('/', `hello number ${UPDATES_BEFORE_COMPACTING}`);
  application.edit('leaf.js', leaf('last'));
  await unknown.untilText('/', 'hello last');
  await server.untilText('/', 'hello last');
  expect(application.journal()?.updates).toHaveLength(1);
  expect(application.journal()?.base?.to).toBe(journal.build);
  expect([...unknown.lines.matching(/\[hot\] (?!applied)/), ...server.lines.matching(/\[hot\] (?!applied)/)]).toEqual(
    [],
  );
});

test('the folder of the records survives a cleaning of the output folder', async () => {
  const config = "output: { path: path.join(__dirname, 'dist'), clean: true },";
  const application = new Application({ ...SERVER, ...sources }, { config });
  const first = await application.watch();
  const server = await application.serve();
  const records = await untilRecords(application, (all) => all.length === 1);
  await application.published(() => application.edit('leaf.js', leaf('one')));
  await server.untilText('/', 'hello one');
  await first.stop();
  application.edit('leaf.js', leaf('two'));
  await application.watch();
  await server.untilText('/', 'hello two');
  expect((await untilRecords(application, (all) => all.length === 1))[0]?.pid).toBe(records[0]?.pid);
});
