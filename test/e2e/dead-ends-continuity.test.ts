/** Interrupts the chain of builds while they fail: the process catches up with the next good one. */

import { Application, cleanUp } from '../support/application';
import { expectNoDeadEnd, statefulApp } from '../support/dead-end';
import { MANUAL_SERVER, SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

const sources = { ...SERVER, 'app.js': statefulApp('hello'), 'leaf.js': leaf('one') };
const throwing = `${leaf('broken')}\nthrow new Error('boom');`;

test.each([
  ['over the files of the last one', (): void => undefined],
  ['into an empty folder', (application: Application): void => application.removeOutput()],
])('the watch is started anew, %s, after an edit that throws', async (_name, prepare) => {
  const application = new Application(sources);
  const first = await application.watch();
  const server = await application.serve();
  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  await server.lines.waitFor(/^\[hot\] applied/);

  await expectNoDeadEnd(server, {
    fail: async () => {
      await first.stop();
      prepare(application);
      application.edit('leaf.js', throwing);
      application.startWebpack(['--watch']);
    },
    report: /^\[hot\] rolled back: Error: boom$/,
    fix: () => application.edit('leaf.js', leaf('three')),
    fixed: 'hello three',
  });
});

test('the output folder is deleted while an edit throws, and built again', async () => {
  const application = new Application(sources);
  await application.watch();
  const server = await application.serve();

  await expectNoDeadEnd(server, {
    fail: () => {
      application.removeOutput();
      application.edit('leaf.js', throwing);
    },
    report: /^\[hot\] rolled back: Error: boom$/,
    fix: () => {
      application.removeOutput();
      application.edit('leaf.js', leaf('two'));
    },
    fixed: 'hello two',
  });
});

test('a process that is started several builds late', async () => {
  const application = new Application(sources);
  await application.watch();
  for (const name of ['two', 'three']) await application.published(() => application.edit('leaf.js', leaf(name)));
  const server = await application.serve();
  expect(await server.get('/')).toBe('hello three');

  await expectNoDeadEnd(server, {
    fail: () => application.edit('leaf.js', throwing),
    report: /^\[hot\] rolled back: Error: boom$/,
    fix: () => application.edit('leaf.js', leaf('four')),
    fixed: 'hello four',
  });
});

/** Lets CleanPlugin believe that builds are 11 seconds apart: after 10, it deletes update files. */
const CLEANING = `
  output: { path: path.join(__dirname, 'dist'), clean: true },
  plugins: [
    new HotReloadPlugin({ notify: { poll: 3_600_000 } }),
    {
      apply(compiler) {
        const now = Date.now;
        let later = 0;
        compiler.hooks.emit.tap({ name: 'Clock', stage: 99 }, () => {
          later += 11_000;
          Date.now = () => now() + later;
        });
        compiler.hooks.emit.tap({ name: 'Clock', stage: 101 }, () => (Date.now = now));
      },
    },
  ],
`;

test('output.clean, and a process that is many builds behind', async () => {
  const application = new Application({ ...sources, ...MANUAL_SERVER }, { config: CLEANING });
  await application.watch();
  const server = await application.serve();
  const reload = (): void => void process.kill(server.pid, 'SIGUSR2');

  await expectNoDeadEnd(server, {
    fail: async () => {
      for (const name of ['two', 'three', 'four']) {
        await application.published(() => application.edit('leaf.js', leaf(name)));
      }
      await application.published(() => application.edit('app.js', statefulApp('broken', 'null.property;')));
      expect(application.journal()?.updates).toHaveLength(4);
      expect(server.lines.matching(/^\[hot\]/)).toEqual([]);
      reload();
    },
    report: /^\[hot\] rolled back: TypeError/,
    fix: async () => {
      for (const greeting of ['good morning', 'good evening']) {
        await application.published(() => application.edit('app.js', statefulApp(greeting)));
      }
      reload();
    },
    fixed: 'good evening four',
  });
});
