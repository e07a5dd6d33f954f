/** Reads the records that processes keep of themselves. */

import fs from 'node:fs';
import { Application, cleanUp } from '../support/application';
import { listRecords, recordFolder, untilRecords } from '../support/process-records';
import { SERVER, WORKER_SERVER, greetingApp, leaf } from '../support/sources';
import { formatSupervision, isProcessMessage, SUPERVISION_VARIABLE } from '../../runtime/protocol/supervision';
import { until } from '../support/until';

afterEach(cleanUp);

const sources = { 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

test('a process keeps a record from its start to its end, and says what became of each build', async () => {
  const main = `${SERVER['main.js']};process.once('message', () => process.exit());`;
  const application = new Application({ ...SERVER, ...sources, 'main.js': main });
  await application.watch();
  const started = application.run('main.js', { channel: true });
  const server = await application.server(started);
  const [first] = await untilRecords(application, (records) => records.length === 1);
  expect(first).toMatchObject({ pid: server.pid, thread: 0, supervised: false, runtime: 'main', generation: 0 });
  expect(first?.build).toBe(application.journal()?.build);
  expect(first?.parent).toBe(process.pid);

  const { build } = await application.published(() => application.edit('leaf.js', leaf('two')));
  await untilRecords(application, ([record]) => record?.build === build && record.outcome?.kind === 'applied');
  const broken = await application.published(() => application.edit('leaf.js', "throw new Error('boom');"));
  await untilRecords(application, ([record]) => record?.build === broken.build && record.pending.length > 0);
  expect(listRecords(application)[0]).toMatchObject({ generation: 1, outcome: { kind: 'rolled-back' } });

  started.send({ type: 'end' });
  await started.waitForEnd();
  expect(listRecords(application)).toEqual([]);
});

test('the records of worker threads end with them: by themselves, by force, with the process', async () => {
  const application = new Application({ ...WORKER_SERVER, ...sources });
  await application.watch();
  const server = await application.serve();
  await untilRecords(application, (records) => records.length === 2);
  const { build } = await application.published(() => application.edit('leaf.js', leaf('two')));
  const records = await untilRecords(application, (all) => all.every((record) => record.build === build));
  expect(records.map(({ pid, outcome }) => [pid, outcome?.kind])).toEqual([
    [server.pid, 'applied'],
    [server.pid, 'applied'],
  ]);
  await server.get('/exit');
  await untilRecords(application, (all) => all.length === 1 && all[0]?.thread === 0);

  const other = application.run();
  const second = await application.server(other);
  await untilRecords(application, (all) => all.length === 3);
  await second.get('/terminate');
  await untilRecords(application, (all) => all.length === 2);

  const third = application.run();
  const last = await application.server(third);
  await untilRecords(application, (all) => all.length === 4);
  await last.get('/end');
  await third.waitForEnd();
  expect(listRecords(application)).toHaveLength(2);
});

test('a record comes back with the next outcome after the output folder was emptied', async () => {
  const application = new Application({ ...SERVER, ...sources });
  const webpack = await application.watch();
  await application.serve();
  await untilRecords(application, (records) => records.length === 1);
  await webpack.stop();
  application.removeOutput();
  application.edit('leaf.js', leaf('two'));
  await application.watch();
  await untilRecords(application, ([record]) => record?.outcome?.kind === 'applied');
});

test('a process that cannot write its record says nothing and takes updates', async () => {
  const application = new Application({ ...SERVER, ...sources });
  await application.watch();
  const folder = recordFolder(application);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.writeFileSync(folder, 'in the way');
  const server = await application.serve();
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  expect(server.lines.matching(/\[hot\] (?!applied)/)).toEqual([]);
});

test('a supervised process sends its record over the channel, and asks for a restart instead of half an update', async () => {
  const application = new Application({ ...SERVER, ...sources });
  await application.watch();
  const env = { [SUPERVISION_VARIABLE]: formatSupervision({ pid: process.pid, restarts: true }) };
  const started = application.run('main.js', { env, channel: true });
  const server = await application.server(started);
  const last = () => started.messages.filter(isProcessMessage).at(-1)?.record;
  await until(
    () => 'no message',
    () => last(),
  );
  expect(last()).toMatchObject({ pid: server.pid, supervised: true, generation: 0 });

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  await until(
    () => 'no message of what was applied',
    () => (last()?.generation === 1 ? true : undefined),
  );
  application.edit('main.js', `${SERVER['main.js']};null;`);
  await until(
    () => 'no refusal',
    () => (last()?.outcome?.kind === 'refused' ? true : undefined),
  );
  // Whoever restarts it says why.
  expect(server.lines.matching(/\[hot\]/)).toEqual([]);
});

test('a channel that nobody but the runtime listens to does not keep the process alive', async () => {
  const main = "import { name } from './leaf';\nsetTimeout(() => console.log('worked on ' + name), 100);";
  const application = new Application({ 'main.js': main, 'leaf.js': leaf('one') });
  await application.watch();
  const env = { [SUPERVISION_VARIABLE]: formatSupervision({ pid: process.pid, restarts: true }) };
  const started = application.run('main.js', { env, channel: true });
  expect(await started.waitForEnd()).toBe(0);
  expect(started.lines.all).toEqual(['worked on one']);
});

test('an application that listens late gets all messages of its parent, and stays alive for them', async () => {
  const main = `
    setTimeout(() => process.on('message', (message) => {
      console.log('got ' + message.text);
      if (message.text === 'end') process.disconnect();
    }), 300);
    console.log('started');
  `;
  const application = new Application({ 'main.js': main });
  await application.watch();
  const started = application.run('main.js', { channel: true });
  await started.lines.waitFor(/^started$/);
  for (const text of ['one', 'two']) started.send({ text });
  await started.lines.waitFor(/^got two$/);
  started.send({ text: 'end' });
  expect(await started.waitForEnd()).toBe(0);
  expect(started.lines.all).toEqual(['started', 'got one', 'got two', 'got end']);
});
