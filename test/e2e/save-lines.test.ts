/** Reads the line that the compiler's terminal shows for each save that no patch makes live ahead of its build. */

import { Application, cleanUp } from '../support/application';
import { untilRecords } from '../support/process-records';
import { SERVER, WORKER_SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

const BUILDS = { plugin: { fastLane: false } } as const;
const sources = { 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') };

test('one line per save: what was applied, by which process with how many workers', async () => {
  const application = new Application({ ...WORKER_SERVER, ...sources }, BUILDS);
  const webpack = await application.watch();
  const { pid } = await application.serve();
  await untilRecords(application, (records) => records.length === 2);
  application.editAtomically('leaf.js', leaf('two'));
  const line = new RegExp(
    `^\\[hot\\] #2 leaf\\.js: build \\d+ ms, applied in [\\d.]+ ms by pid ${pid} \\(\\+1 worker\\)$`,
  );
  await webpack.lines.waitFor(line);
  application.editAtomically('leaf.js', `// only a comment\n${leaf('two')}`);
  await webpack.lines.waitFor(/^\[hot\] #3 leaf\.js: build \d+ ms, (no change in running code|applied .*)$/);
});

/** Saves a file once more when its build has begun, and has not read it. */
const SAVES_AGAIN = `
  plugins: [
    new HotReloadPlugin({ fastLane: false }),
    {
      apply(compiler) {
        let builds = 0;
        compiler.hooks.beforeCompile.tap('SavesAgain', () => {
          const file = path.join(__dirname, 'src', 'leaf.js');
          if (builds++ === 1) require('node:fs').writeFileSync(file, ${JSON.stringify(leaf('three'))});
        });
      },
    },
  ],
`;

test('a build that has nothing new, for the one before it has read what was saved meanwhile', async () => {
  const application = new Application({ ...SERVER, ...sources }, { config: SAVES_AGAIN });
  const webpack = await application.watch();
  const server = await application.serve();
  await untilRecords(application, (records) => records.length === 1);
  application.editAtomically('leaf.js', leaf('two'));
  await server.untilText('/', 'hello three');
  await webpack.lines.waitFor(/^\[hot\] #3 leaf\.js: build \d+ ms, nothing new since build #2$/);
});

test('what was not applied is told with its reason; a build that fails, in one line', async () => {
  const application = new Application({ ...SERVER, ...sources }, BUILDS);
  const webpack = await application.watch();
  const { pid } = await application.serve();
  await untilRecords(application, (records) => records.length === 1);

  application.editAtomically('leaf.js', "throw new Error('boom');");
  await webpack.lines.waitFor(
    new RegExp(`#2 leaf\\.js: build \\d+ ms, rolled back by pid ${pid}: Error: boom \\(in leaf\\.js\\)$`),
  );
  application.editAtomically('leaf.js', 'export const name = ;');
  await webpack.lines.waitFor(/^\[hot\] build failed: the running processes keep build #2$/);
  application.editAtomically('leaf.js', leaf('three'));
  await webpack.lines.waitFor(new RegExp(`#3 leaf\\.js: build \\d+ ms, applied in [\\d.]+ ms by pid ${pid}$`));
  application.editAtomically('main.js', `${SERVER['main.js']};null;`);
  await webpack.lines.waitFor(
    new RegExp(`#4 main\\.js: build \\d+ ms, refused by pid ${pid}: main\\.js is not accepted$`),
  );
});

test('modules that webpack has numbered are named by their files', async () => {
  const config = "optimization: { moduleIds: 'natural' },";
  const application = new Application({ ...SERVER, ...sources }, { ...BUILDS, config });
  const webpack = await application.watch();
  await application.serve();
  await untilRecords(application, (records) => records.length === 1);
  application.editAtomically('leaf.js', "throw new Error('boom');");
  await webpack.lines.waitFor(/#2 leaf\.js: build \d+ ms, rolled back by pid \d+: Error: boom \(in leaf\.js\)$/);
  application.editAtomically('leaf.js', leaf('two'));
  await webpack.lines.waitFor(/#3 leaf\.js: build \d+ ms, applied/);
  application.editAtomically('main.js', `${SERVER['main.js']};null;`);
  await webpack.lines.waitFor(/#4 main\.js: build \d+ ms, refused by pid \d+: main\.js is not accepted$/);
});

test('what waits in manual mode, and how to let it go', async () => {
  const application = new Application({ ...SERVER, ...sources }, { plugin: { mode: 'manual', fastLane: false } });
  const webpack = await application.watch();
  const server = await application.serve();
  await untilRecords(application, (records) => records.length === 1);
  application.editAtomically('leaf.js', leaf('two'));
  await webpack.lines.waitFor(/^\[hot\] #2 leaf\.js: build \d+ ms, \d modules? waiting; send SIGUSR2$/);
  process.kill(server.pid, 'SIGUSR2');
  await server.untilText('/', 'hello two');
});

test('nothing where nothing runs, or where nothing is to be said', async () => {
  const application = new Application({ ...SERVER, ...sources }, { plugin: { logLevel: 'error', fastLane: false } });
  const webpack = await application.watch();
  await application.published(() => application.editAtomically('leaf.js', leaf('two')));
  const server = await application.serve();
  await untilRecords(application, (records) => records.length === 1);
  application.editAtomically('leaf.js', leaf('three'));
  await server.untilText('/', 'hello three');
  const { build } = await application.published(() => application.editAtomically('leaf.js', leaf('four')));
  await untilRecords(application, ([record]) => record?.build === build);
  expect(webpack.lines.matching(/\[hot\]/)).toEqual([]);
});

test('a process that does not answer is named once, and its late answer is told', async () => {
  const application = new Application({ ...SERVER, ...sources }, BUILDS);
  const webpack = await application.watch();
  const server = await application.serve();
  await untilRecords(application, (records) => records.length === 1);
  process.kill(server.pid, 'SIGSTOP');
  // In one piece: a file that is emptied and then written may be built twice on a busy machine.
  application.editAtomically('leaf.js', leaf('two'));
  await webpack.lines.waitFor(
    new RegExp(`^\\[hot\\] #2 leaf\\.js: build \\d+ ms, pid ${server.pid} has not answered$`),
  );
  await application.published(() => application.editAtomically('leaf.js', leaf('three')));
  process.kill(server.pid, 'SIGCONT');
  await webpack.lines.waitFor(
    new RegExp(`^\\[hot\\] #3 leaf\\.js: build \\d+ ms, applied in [\\d.]+ ms by pid ${server.pid}$`),
  );
  expect(webpack.lines.matching(/has not answered/)).toHaveLength(1);
});
