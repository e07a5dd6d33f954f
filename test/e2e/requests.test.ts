/** Asks processes to reload by other ways than a signal. */

import fs from 'node:fs';
import path from 'node:path';
import { nameRequestFile } from '../../runtime/protocol/output-names';
import { type ReloadCommand, REQUEST_FORMAT } from '../../runtime/protocol/requests';
import { Application, cleanUp } from '../support/application';
import { untilRecords } from '../support/process-records';
import { SERVER, WORKER_SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

function request(application: Application, id: string): void {
  const [journal = ''] = application.journalFiles();
  const file = path.join(path.dirname(journal), nameRequestFile(path.basename(journal)));
  const command: ReloadCommand = { format: REQUEST_FORMAT, id, command: 'reload', at: Date.now() };
  fs.writeFileSync(`${file}.tmp`, JSON.stringify(command));
  fs.renameSync(`${file}.tmp`, file);
}

test('a message of the parent process lets go of what manual mode holds back', async () => {
  const application = new Application({ ...SERVER, ...sources }, { plugin: { mode: 'manual', signal: false } });
  await application.watch();
  const started = application.run('main.js', { channel: true });
  const server = await application.server(started);
  application.edit('leaf.js', leaf('two'));
  await server.lines.waitFor(/^\[hot\] \d modules? waiting/);
  expect(await server.get('/')).toBe('hello one');
  started.send({ type: 'module-hot-reload/reload' });
  await server.untilText('/', 'hello two');
});

test('a message of the parent process rings where the file system is looked at rarely', async () => {
  const application = new Application({ ...SERVER, ...sources }, { plugin: { notify: { poll: 600_000 } } });
  await application.watch();
  const started = application.run('main.js', { channel: true });
  const server = await application.server(started);
  await application.published(() => application.edit('leaf.js', leaf('two')));
  started.send({ type: 'module-hot-reload/build' });
  await server.untilText('/', 'hello two');
});

test.each([['watch' as const], [{ poll: 10 }]])(
  'a request file reaches main threads and workers, once (notify: %j)',
  async (notify) => {
    const application = new Application({ ...WORKER_SERVER, ...sources }, { plugin: { mode: 'manual', notify } });
    await application.watch();
    request(application, 'early');
    const server = await application.serve();
    await untilRecords(application, (records) => records.length === 2);
    const { build } = await application.published(() => application.edit('leaf.js', leaf('two')));
    await untilRecords(application, (all) => all.every((one) => one.build === build && one.pending.length > 0));

    request(application, 'now');
    const records = await untilRecords(application, (all) => all.every(({ answered }) => answered === 'now'));
    expect(records.map(({ generation, pending }) => [generation, pending])).toEqual([
      [1, []],
      [1, []],
    ]);
    expect(await server.get('/')).toBe('hello two');
    await server.untilText('/worker', 'working on two');
  },
);
