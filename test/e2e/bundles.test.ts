/** Reloads bundles of every shape: with externals, several entries, a runtime chunk, ECMAScript modules. */

import fs from 'node:fs';
import path from 'node:path';
import { Application, cleanUp } from '../support/application';
import { WORKER_SERVER, SERVER, greetingApp, leaf } from '../support/sources';

afterEach(cleanUp);

test('webpack-node-externals needs no allowlist', async () => {
  const dependency = "exports.shout = (text) => text.toUpperCase() + '!';";
  const app = (word: string): string =>
    `import { shout } from 'dependency';\nexport const respond = () => shout('${word}');`;
  const application = new Application(
    { ...SERVER, './node_modules/dependency/index.js': dependency, 'app.js': app('one') },
    { config: "externals: [require('webpack-node-externals')()]," },
  );
  await application.watch();
  expect(fs.readFileSync(path.join(application.output, 'main.js'), 'utf8')).toContain('require("dependency")');
  const server = await application.serve();
  expect(await server.get('/')).toBe('ONE!');

  application.edit('app.js', app('two'));
  await server.untilText('/', 'TWO!');
});

test.each([
  ['imported', "import * as added from 'added';"],
  ['required by Node.js itself', "const added = __non_webpack_require__('added');"],
])('an edit brings a package that was never loaded before: %s', async (_name, statement) => {
  const application = new Application(
    {
      ...SERVER,
      './node_modules/added/index.js': "exports.word = 'added';",
      'app.js': "export const respond = () => 'nothing';",
    },
    { config: "externals: [require('webpack-node-externals')()]," },
  );
  await application.watch();
  const server = await application.serve();
  expect(await server.get('/')).toBe('nothing');
  application.edit('app.js', `${statement}\nexport const respond = () => added.word;`);
  await server.untilText('/', 'added');
});

test.each([
  ['a runtime of its own for each', ''],
  ['a runtime chunk for both', "optimization: { runtimeChunk: 'single' },"],
])('two entries, with %s', async (_name, optimization) => {
  const start = SERVER['main.js'];
  const application = new Application(
    {
      ...SERVER,
      'other.js': `import './own';\n${start}`,
      'own.js': '',
      'app.js': greetingApp('hello'),
      'leaf.js': leaf('one'),
    },
    { config: `entry: { main: './main', other: './other' }, ${optimization}` },
  );
  await application.watch();
  const main = await application.serve('main.js');
  const other = await application.serve('other.js');
  expect(await main.get('/count')).toBe('1');
  expect(await other.get('/')).toBe('hello one');

  application.edit('leaf.js', leaf('two'));
  await Promise.all([main.untilText('/', 'hello two'), other.untilText('/', 'hello two')]);
  expect(await main.get('/count')).toBe('2');
  expect(await other.get('/count')).toBe('1');
});

test('ECMAScript modules', async () => {
  const application = new Application(
    { ...SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') },
    {
      config: `
        experiments: { outputModule: true },
        output: { path: path.join(__dirname, 'dist'), filename: '[name].mjs', module: true },
      `,
    },
  );
  await application.watch();
  const server = await application.serve('main.mjs');
  expect(await server.get('/')).toBe('hello one');
  expect(await server.get('/count')).toBe('1');

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  application.edit('app.js', greetingApp('good morning'));
  await server.untilText('/', 'good morning two');
  expect(await server.get('/count')).toBe('2');
});

test('a worker built by the same compilation', async () => {
  const application = new Application({ ...WORKER_SERVER, 'app.js': greetingApp('hello'), 'leaf.js': leaf('one') });
  await application.watch();
  const server = await application.serve();
  await server.untilText('/', 'hello one');
  await server.untilText('/worker', 'working on one');

  application.edit('leaf.js', leaf('two'));
  await server.untilText('/', 'hello two');
  await server.lines.waitFor(/\[hot\] applied .* leaf\.js → job\.js/);
  await server.get('/ask');
  await server.untilText('/worker', 'working on two');
});
