/** Runs a monorepo: one package is bundled from its source, another stays outside and is built by its own watcher. */

import fs from 'node:fs';
import path from 'node:path';
import { Application, cleanUp } from '../support/application';
import { statefulApp } from '../support/dead-end';
import { untilRecords } from '../support/process-records';
import { SERVER, leaf } from '../support/sources';

afterEach(cleanUp);

const TSCONFIG = {
  compilerOptions: { outDir: 'dist', rootDir: 'src', module: 'nodenext', target: 'es2022', types: [] },
};

/** Runs `tsc --watch` for a package. */
const WATCHER = "process.argv.push('--watch', '-p', 'packages/built'); require('typescript/lib/tsc.js');";

const built = (mark: string): string => `export const shout = (text: string): string => text + '${mark}';`;

function createMonorepo(): Application {
  const app = statefulApp("' + shout('hello') + '").replace("from './leaf'", "from '@monorepo/source'");
  const application = new Application(
    {
      ...SERVER,
      'app.js': `import { shout } from '@monorepo/built';\n${app}`,
      './packages/source/package.json': JSON.stringify({ name: '@monorepo/source', main: 'src/index.js' }),
      './packages/source/src/index.js': "export * from './leaf';",
      './packages/source/src/leaf.js': leaf('one'),
      './packages/built/package.json': JSON.stringify({ name: '@monorepo/built', main: 'dist/index.js' }),
      './packages/built/tsconfig.json': JSON.stringify(TSCONFIG),
      './packages/built/src/index.ts': built('!'),
      './watcher.js': WATCHER,
    },
    {
      plugin: { run: true },
      config: "externals: [require('webpack-node-externals')({ allowlist: ['@monorepo/source'] })],",
    },
  );
  linkPackages(application);
  return application;
}

/** Does what \`npm install\` does for the workspaces of a package. */
function linkPackages({ folder }: Application): void {
  const scope = path.join(folder, 'node_modules/@monorepo');
  fs.mkdirSync(scope);
  for (const name of fs.readdirSync(path.join(folder, 'packages'))) {
    fs.symlinkSync(path.join(folder, 'packages', name), path.join(scope, name), 'junction');
  }
}

/** A package whose source is bundled as that of an installed one. */
function createInstalled(unmanaged: string): Application {
  const files = {
    ...SERVER,
    'app.js': "import { name } from '@monorepo/source';\nexport const respond = () => 'hello ' + name;",
    './packages/source/package.json': JSON.stringify({ name: '@monorepo/source', version: '1.0.0', main: 'leaf.js' }),
    './packages/source/leaf.js': leaf('one'),
  };
  const application = new Application(files, {
    config: `
      resolve: { symlinks: false },
      snapshot: { managedPaths: [path.join(__dirname, 'node_modules')], unmanagedPaths: [${unmanaged}] },
    `,
  });
  linkPackages(application);
  return application;
}

const SAVED = './packages/source/leaf.js';

test('a line says where webpack has not read what was saved, for a package manager looks after it', async () => {
  const application = createInstalled('');
  const webpack = await application.watch();
  const server = await application.serve();
  await untilRecords(application, (records) => records.length === 1);
  application.edit(SAVED, leaf('two'));
  await webpack.lines.waitFor(
    /no change in running code: webpack takes packages for unchanged \(snapshot\.managedPaths\)$/,
  );
  expect(await server.get('/')).toBe('hello one');
  expect(server.lines.matching(/^\[hot\]/)).toEqual([]);
});

test('the configuration can say that it does change', async () => {
  const application = createInstalled('/@monorepo/');
  await application.watch();
  const server = await application.serve();
  application.edit(SAVED, leaf('two'));
  await server.untilText('/', 'hello two');
});

test('a package that is bundled goes live, one that is not restarts the application', async () => {
  const application = createMonorepo();
  const watcher = application.startScript('./watcher.js');
  await watcher.lines.waitFor(/Found 0 errors/);
  const webpack = await application.watch();
  expect(fs.readFileSync(path.join(application.output, 'main.js'), 'utf8')).toContain('require("@monorepo/built")');
  const server = await application.server(webpack);

  expect(await server.get('/')).toBe('hello! one');
  const save = (text: string): void => application.editAtomically('./packages/source/src/leaf.js', text);
  save(leaf('two'));
  await server.untilText('/', 'hello! two');
  expect(await server.get('/count')).toBe('1');
  save(`${leaf('three')}\nthrow new Error('boom');`);
  await server.lines.waitFor(/^\[hot\] rolled back: Error: boom$/);
  expect([await server.get('/'), await server.get('/count')]).toEqual(['hello! two', '2']);
  save(leaf('three'));
  await server.untilText('/', 'hello! three');
  expect(await server.get('/pid')).toBe(String(server.pid));

  const from = webpack.lines.all.length;
  application.editAtomically('./packages/built/src/index.ts', built('?'));
  await webpack.lines.waitFor(/^\[hot\] restarting: packages\/built\/dist\/index\.js has changed$/, from);
  const next = await application.server(webpack, from);
  expect(next.port).toBe(server.port);
  await next.untilText('/', 'hello? three');
  expect(webpack.lines.matching(/^\[hot\] restarting/)).toHaveLength(1);
});
