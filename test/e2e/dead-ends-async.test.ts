/** Saves modules whose top-level `await` fails: readers see the old version all the while, and the fix goes live. */

import { Application, type BuildOptions, cleanUp } from '../support/application';
import { expectNoDeadEnd, statefulApp } from '../support/dead-end';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

const MODULE_OUTPUT = `
  experiments: { outputModule: true },
  output: { path: path.join(__dirname, 'dist'), filename: '[name].mjs', module: true },
`;

const OUTPUTS = [
  ['a CommonJS bundle', 'main.js', ''],
  ['an ECMAScript module', 'main.mjs', MODULE_OUTPUT],
] as const;

/** A leaf that takes time; a request of `/settle` ends it. */
const waiting = (name: string, settle: string): string => `
  ${leaf(name)}
  await new Promise((resolve, reject) => {
    globalThis.settle = () => ${settle};
    console.log('waiting in ${name}');
  });
`;

/** Imports `app` late, for its leaf is asynchronous. */
const HOT = `
  import { AutomaticReloader } from 'module-hot-reload/runtime';

  const reloader = new AutomaticReloader();
  let live;
  import('./app').then((app) => {
    live = reloader.register(app);
    reloader.start();
  });

  export const answer = (path) => (path === '/settle' ? globalThis.settle() : live.respond(path));
`;

const sources = {
  ...SERVER,
  'hot.js': HOT,
  'app.js': statefulApp('hello'),
  'leaf.js': `${leaf('one')}\nawait null;`,
};

const build = (config: string, plugin: BuildOptions['plugin'] = {}): Application =>
  new Application(sources, { config, plugin });

describe.each(OUTPUTS)('%s', (_name, file, config) => {
  test('top-level await rejects', async () => {
    const application = build(config);
    await application.watch();
    const server = await application.serve(file);
    await server.untilText('/', 'hello one');

    await expectNoDeadEnd(server, {
      fail: async () => {
        application.edit('leaf.js', waiting('two', "reject(new Error('boom'))"));
        await server.lines.waitFor(/^waiting in two$/);
        expect(await server.get('/')).toBe('hello one');
        await server.get('/settle');
      },
      report: /^\[hot\] rolled back: Error: boom$/,
      fix: async () => {
        application.edit('leaf.js', waiting('three', 'resolve()'));
        await server.lines.waitFor(/^waiting in three$/);
        expect(await server.get('/')).toBe('hello one');
        await server.get('/settle');
      },
      fixed: 'hello three',
    });
  });

  test('top-level await never settles', async () => {
    const application = build(config, { settleTimeout: 1_000 });
    await application.watch();
    const server = await application.serve(file);
    await server.untilText('/', 'hello one');

    await expectNoDeadEnd(server, {
      fail: () => application.edit('leaf.js', waiting('two', 'null')),
      report: /^\[hot\] rolled back: .* 1000 ms/,
      fix: () => application.edit('leaf.js', `${leaf('three')}\nawait null;`),
      fixed: 'hello three',
    });
  });
});

test('what is saved while top-level await takes its time becomes one update', async () => {
  const application = build('');
  await application.watch();
  const server = await application.serve();
  await server.untilText('/', 'hello one');

  application.edit('leaf.js', waiting('two', 'resolve()'));
  await server.lines.waitFor(/^waiting in two$/);
  for (const greeting of ['good morning', 'good evening']) {
    await application.published(() => application.edit('app.js', statefulApp(greeting)));
  }
  await application.published(() => application.edit('leaf.js', `${leaf('three')}\nawait null;`));
  expect(await server.get('/')).toBe('hello one');

  await server.get('/settle');
  await server.untilText('/', 'good evening three');
  expect(await server.lines.waitForCount(/^\[hot\]/, 2)).toHaveLength(2);
});

test('a module that turns asynchronous, throws, and is synchronous again', async () => {
  const application = new Application({ ...sources, 'leaf.js': leaf('one') });
  await application.watch();
  const server = await application.serve();
  await server.untilText('/', 'hello one');

  await expectNoDeadEnd(server, {
    fail: () => application.edit('leaf.js', `${leaf('two')}\nawait null;\nthrow new Error('boom');`),
    report: /^\[hot\] rolled back: Error: boom$/,
    fix: () => application.edit('leaf.js', leaf('three')),
    fixed: 'hello three',
  });
});
