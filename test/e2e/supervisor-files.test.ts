/** Changes what an application reads without webpack: it is restarted, and told why. */

import fs from 'node:fs';
import path from 'node:path';
import { Application, cleanUp } from '../support/application';
import type { StartedProcess } from '../support/started-process';
import { until } from '../support/until';

afterEach(cleanUp);

const LOOP = "console.log('started as ' + process.pid); setInterval(() => undefined, 1_000);";
const STARTED = /^started as \d+$/;
const RESTARTING = /^\[hot\] restarting: /;

/** Tells its supervisor which files it has loaded, as the preload script does. */
const TELLING = `
  const files = Object.keys(__non_webpack_require__.cache);
  process.send({ type: 'module-hot-reload/loaded', files });
  ${LOOP}
`;

/** Changes something, and waits for the next process; gives what was said about that. */
async function restarted(webpack: StartedProcess, change: () => void): Promise<string> {
  const before = webpack.lines.matching(STARTED).length;
  const lines = webpack.lines.all.length;
  change();
  await webpack.lines.waitForCount(STARTED, before + 1);
  return webpack.lines.matching(RESTARTING, lines).join('\n');
}

/** Waits until the files that the process has told of are watched: those of one that has ended are. */
async function untilWatched(application: Application, webpack: StartedProcess): Promise<void> {
  await webpack.lines.waitFor(STARTED);
  await restarted(webpack, () => application.edit('./.env', 'A=0'));
}

test.each([
  ['.env', {}],
  ['.env.local', {}],
  ['.env.staging', { env: { NODE_ENV: 'staging' } }],
  ['.env.staging.local', { env: { NODE_ENV: 'staging' } }],
  ['secrets', { execArgv: ['--env-file=secrets'] }],
  ['data/config.json', { watch: ['data/config.json'] }],
])('%s', async (name, run) => {
  const application = new Application({ 'main.js': LOOP, [`./${name}`]: 'A=1' }, { plugin: { run } });
  const webpack = await application.watch();
  await webpack.lines.waitFor(STARTED);
  const reason = `[hot] restarting: ${name} has changed`;
  expect(await restarted(webpack, () => application.edit(`./${name}`, 'A=2'))).toBe(reason);
});

test('a file that is created, and one that is removed', async () => {
  const application = new Application({ 'main.js': LOOP }, { plugin: { run: true } });
  const webpack = await application.watch();
  await webpack.lines.waitFor(STARTED);
  await restarted(webpack, () => application.edit('./.env', 'A=1'));
  expect(await restarted(webpack, () => application.delete('./.env'))).toBe('[hot] restarting: .env has changed');
});

test('several at once are one restart, and a touched one is none', async () => {
  const application = new Application(
    { 'main.js': LOOP, './.env': 'A=1', './.env.local': 'A=1', './touched': 'A=1' },
    { plugin: { run: { watch: ['touched'] } } },
  );
  const webpack = await application.watch();
  await webpack.lines.waitFor(STARTED);
  application.edit('./touched', 'A=1');
  const said = await restarted(webpack, () => {
    application.edit('./.env', 'A=2');
    application.edit('./.env.local', 'A=2');
  });
  expect(said).toMatch(/^\[hot\] restarting: (\.env and \.env\.local|\.env\.local and \.env) have changed$/);
  // Whatever the touch would have done comes before what another edit does.
  await restarted(webpack, () => application.edit('./.env', 'A=3'));
  expect(webpack.lines.matching(RESTARTING)).toHaveLength(2);
});

test('an external package, an own one that is linked, and never what webpack has emitted', async () => {
  const application = new Application(
    {
      'main.js': `require('dependency'); require('linked'); import('./lazy').then(() => { ${TELLING} });`,
      'lazy.js': '1;',
      './node_modules/dependency/index.js': '1;',
      './packages/linked/index.js': '1;',
    },
    {
      plugin: { run: true },
      config: "externals: { dependency: 'commonjs dependency', linked: 'commonjs linked' },",
    },
  );
  fs.symlinkSync(
    path.join(application.folder, 'packages/linked'),
    path.join(application.folder, 'node_modules/linked'),
  );
  const webpack = await application.watch();
  await untilWatched(application, webpack);
  const dependency = (): void => application.edit('./node_modules/dependency/index.js', '2;');
  const linked = (): void => application.edit('./packages/linked/index.js', '2;');
  expect(await restarted(webpack, dependency)).toBe('[hot] restarting: node_modules/dependency/index.js has changed');
  expect(await restarted(webpack, linked)).toBe('[hot] restarting: packages/linked/index.js has changed');
  const lazy = (): void => application.edit('lazy.js', '2;');
  expect(await restarted(webpack, lazy)).toBe('[hot] restarting: lazy.js → main.js is not accepted');
  const environment = (): void => application.edit('./.env', 'A=1');
  expect(await restarted(webpack, environment)).toBe('[hot] restarting: .env has changed');
  expect(webpack.lines.matching(RESTARTING)).toHaveLength(5);
});

test('a package that is loaded later', async () => {
  const file = './node_modules/dependency/index.js';
  const loading = "process.on('SIGUSR2', () => { require('dependency'); console.log('loaded'); });";
  const application = new Application(
    // What is loaded at the start has been told when the second turn of the event loop comes.
    { 'main.js': `${loading} setImmediate(() => setImmediate(() => { ${LOOP} }));`, [file]: '1;' },
    { plugin: { run: true }, config: "externals: { dependency: 'commonjs dependency' }," },
  );
  const webpack = await application.watch();
  const [, pid] = await webpack.lines.waitFor(/^started as (\d+)$/);
  process.kill(Number(pid), 'SIGUSR2');
  await webpack.lines.waitFor(/^loaded$/);
  const edit = (): void => application.edit(file, '2;');
  expect(await restarted(webpack, edit)).toBe('[hot] restarting: node_modules/dependency/index.js has changed');
});

test('a package that is being replaced is waited for', async () => {
  const file = './node_modules/dependency/index.js';
  const application = new Application(
    { 'main.js': `require('dependency'); ${TELLING}`, [file]: '1;' },
    { plugin: { run: true }, config: "externals: { dependency: 'commonjs dependency' }," },
  );
  const webpack = await application.watch();
  await untilWatched(application, webpack);
  application.delete(file);
  application.edit('./.env', 'A=1');
  await webpack.lines.waitFor(/^\[hot\] the application crashed/);
  expect(webpack.lines.matching(RESTARTING).at(-1)).toBe('[hot] restarting: .env has changed');
  application.edit(file, '2;');
  await webpack.lines.waitFor(/^\[hot\] starting again: node_modules\/dependency\/index\.js has changed$/);
});

test.each([
  ['is upgraded', false],
  ['is removed, and installed later', true],
])('a package whose next version has another entry file, which %s', async (_, isRemoved) => {
  const manifest = './node_modules/dependency/package.json';
  const application = new Application(
    {
      'main.js': `require('dependency'); ${TELLING}`,
      [manifest]: '{ "main": "lib/index.js" }',
      './node_modules/dependency/lib/index.js': '1;',
    },
    { plugin: { run: true }, config: "externals: { dependency: 'commonjs dependency' }," },
  );
  const webpack = await application.watch();
  await untilWatched(application, webpack);
  fs.rmSync(path.join(application.folder, 'node_modules/dependency'), { recursive: true });
  if (isRemoved) {
    application.edit('./.env', 'A=1');
    await webpack.lines.waitFor(/^\[hot\] the application crashed/);
    expect(webpack.lines.matching(RESTARTING).at(-1)).toBe('[hot] restarting: .env has changed');
  }
  const before = webpack.lines.matching(STARTED).length;
  application.edit(manifest, '{ "main": "dist/index.js" }');
  application.edit('./node_modules/dependency/dist/index.js', '2;');
  const reason = 'node_modules/dependency/package.json has changed';
  await webpack.lines.waitFor(new RegExp(`^\\[hot\\] ${isRemoved ? 'starting again' : 'restarting'}: ${reason}$`));
  await webpack.lines.waitForCount(STARTED, before + 1);
});

test('a change that an application which has crashed was waiting for starts it', async () => {
  const application = new Application(
    { 'main.js': `if (process.env.A !== '2') throw new Error('no'); ${LOOP}`, './.env': 'A=1' },
    { plugin: { run: { execArgv: ['--env-file=.env'] } } },
  );
  const webpack = await application.watch();
  await webpack.lines.waitFor(/^\[hot\] the application crashed/);
  application.edit('./.env', 'A=2');
  await webpack.lines.waitFor(/^\[hot\] starting again: \.env has changed$/);
  await webpack.lines.waitFor(STARTED);
});

test("with restart: 'never' the change is named, and the process runs on", async () => {
  const application = new Application({ 'main.js': LOOP }, { plugin: { run: { restart: 'never' } } });
  const webpack = await application.watch();
  await webpack.lines.waitFor(STARTED);
  application.edit('./.env', 'A=1');
  await webpack.lines.waitFor(/^\[hot\] \.env has changed: restart the application to see that$/);
  expect(webpack.lines.matching(STARTED)).toHaveLength(1);
});

/** Prints, when it is asked to, what keeps the compiler busy or alive; `process` does not tell of timers that do not. */
const TELLING_RESOURCES = `
  cache: (() => {
    const timers = new Set();
    require('node:async_hooks').createHook({
      init: (id, type) => type === 'Timeout' && timers.add(id),
      destroy: (id) => timers.delete(id),
    }).enable();
    process.on('SIGUSR2', () => console.log('resources ' + process.getActiveResourcesInfo() + ', timers: ' + timers.size));
    return { type: 'memory' };
  })(),
`;

/** What keeps the compiler busy or alive. */
async function listResources(webpack: StartedProcess): Promise<string> {
  const from = webpack.lines.all.length;
  webpack.signal('SIGUSR2');
  const [, resources = ''] = await webpack.lines.waitFor(/^resources (.*)$/, from);
  return resources;
}

test('where events do not arrive, files are looked at, as webpack does', async () => {
  const application = new Application(
    { 'main.js': TELLING, './.env': 'A=1' },
    { plugin: { run: true }, config: `${TELLING_RESOURCES} watchOptions: { poll: 50 },` },
  );
  const webpack = await application.watch();
  await webpack.lines.waitFor(STARTED);
  await restarted(webpack, () => application.edit('./.env', 'A=2'));
  expect(await listResources(webpack)).not.toContain('FSEvent');
});

test('nothing but the files themselves keeps the compiler busy', async () => {
  const application = new Application(
    { 'main.js': TELLING, './.env': 'A=1' },
    { plugin: { run: true }, config: TELLING_RESOURCES },
  );
  const webpack = await application.watch();
  await webpack.lines.waitFor(STARTED);
  const isIdle = async (): Promise<true | undefined> => {
    const resources = await listResources(webpack);
    return /FSEvent.*, timers: 0$/.test(resources) && !/Timeout|Immediate/.test(resources) ? true : undefined;
  };
  // Webpack itself may still be tidying up.
  await until(() => 'There is always a timer.', isIdle, 5_000);
});

test('what cannot be watched is named when the application starts', async () => {
  const run = { watch: ['data', 'data/*.json', 'data/config.json'] };
  const application = new Application({ 'main.js': LOOP, './data/config.json': '{}' }, { plugin: { run } });
  const webpack = await application.watch();
  await webpack.lines.waitFor(STARTED);
  expect(webpack.lines.matching(/run\.watch/)).toEqual([
    '[hot] data in run.watch is a folder, and is not watched: name its files',
    '[hot] data/*.json in run.watch is a pattern, and is not watched: name its files',
  ]);
});
