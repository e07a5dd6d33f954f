/** Checks that the runtime is evaluated first in every runtime of every kind of bundle. */

import path from 'node:path';
import webpack from 'webpack';
import type { Configuration } from 'webpack';
import { Project, WatchSession, build, cleanUp, expectNoErrors, watch } from './support/project';
import { PRINT_LOADED, runBundle } from './support/run';

afterEach(cleanUp);

const BOOTSTRAP = 'runtime/bootstrap.js?';

async function loadedBy(project: Project, name: string): Promise<string[]> {
  const printed = await runBundle(path.join(project.output, name));
  return printed.at(-1) as string[];
}

async function expectBootstrapFirst(project: Project, name: string, entry: string): Promise<void> {
  const loaded = await loadedBy(project, name);
  expect(loaded[0]).toContain(BOOTSTRAP);
  expect(loaded).toContain(entry);
  expect(loaded.filter((id) => id.includes('runtime/bootstrap.js?'))).toHaveLength(1);
}

const TWO = { 'a.js': PRINT_LOADED, 'b.js': PRINT_LOADED };
const TWO_ENTRIES = { a: './a.js', b: './b.js' };

const MODULES: Configuration = {
  experiments: { outputModule: true },
  output: { module: true, filename: '[name].mjs', library: { type: 'module' } },
};

const CASES: [string, Configuration, { a: string; b: string }][] = [
  ['several entries', {}, { a: 'a.js', b: 'b.js' }],
  ['a nested output.filename', { output: { filename: 'server/[name].js' } }, { a: 'server/a.js', b: 'server/b.js' }],
  ['a runtime chunk for all', { optimization: { runtimeChunk: 'single' } }, { a: 'a.js', b: 'b.js' }],
  ['a runtime chunk for each', { optimization: { runtimeChunk: true } }, { a: 'a.js', b: 'b.js' }],
  ['split chunks', { optimization: { splitChunks: { chunks: 'all', minSize: 0 } } }, { a: 'a.js', b: 'b.js' }],
  ['ECMAScript modules', MODULES, { a: 'a.mjs', b: 'b.mjs' }],
  ['minimized ECMAScript modules', { ...MODULES, optimization: { minimize: true } }, { a: 'a.mjs', b: 'b.mjs' }],
];

test.each(CASES)('%s', async (_name, changes, files) => {
  const project = new Project(TWO);
  await (await watch(project.configure({ entry: TWO_ENTRIES, ...changes }))).close();
  await expectBootstrapFirst(project, files.a, './a.js');
  await expectBootstrapFirst(project, files.b, './b.js');
});

test.each(CASES)('updates for %s are published', async (_name, changes) => {
  const project = new Project(TWO);
  const session = await watch(project.configure({ entry: TWO_ENTRIES, ...changes }));
  expectNoErrors(await session.after(() => project.write({ 'a.js': `${PRINT_LOADED}// again\nconsole.log(1);\n` })));
  const [update] = project.journal().updates;
  const chunks = Object.values(update!.runtimes).flatMap((runtime) => Object.values(runtime.chunks));
  expect(chunks.length).toBeGreaterThan(0);
  expect(Object.keys(update!.files).sort()).toEqual([...new Set(chunks)].sort());
  for (const name of chunks) expect(project.list()).toContain(name);
});

test('an entry that depends on another', async () => {
  const project = new Project(TWO);
  const entry = { a: './a.js', b: { import: './b.js', dependOn: 'a' } };
  expectNoErrors(await new WatchSession(project.configure({ entry })).first());
  await expectBootstrapFirst(project, 'a.js', './a.js');
});

test('an entry that is computed', async () => {
  const project = new Project(TWO);
  await (await watch(project.configure({ entry: () => Promise.resolve('./a.js') }))).close();
  await expectBootstrapFirst(project, 'main.js', './a.js');
});

describe.each(['development', 'production'] as const)('a worker in %s mode', (mode) => {
  const sources = {
    'main.js': `import { Worker } from 'worker_threads';\nconst worker = new Worker(new URL('./worker.js', import.meta.url));\nworker.on('message', (loaded) => { console.log(JSON.stringify(loaded)); process.exit(0); });\n`,
    'worker.js': `import { parentPort } from 'node:worker_threads';\nimport { AutomaticReloader } from 'module-hot-reload/runtime';\nparentPort.postMessage({ loaded: Object.keys(require.cache), live: typeof AutomaticReloader });\n`,
  };
  const optimization = { moduleIds: 'named', minimize: false } as const;

  test('has the runtime in its own bundle, first', async () => {
    const project = new Project(sources);
    const session = await watch(project.configure({ mode, optimization }));
    const { compilation } = await session.first();
    expect(compilation.asyncEntrypoints).toHaveLength(1);
    await session.close();
    const [message] = (await runBundle(path.join(project.output, 'main.js'))) as [{ loaded: string[]; live: string }];
    expect(message.loaded[0]).toContain(BOOTSTRAP);
    expect(message.live).toBe('function');
  });

  test('keeps the names of its files', async () => {
    const project = new Project({ ...sources, 'worker.js': 'console.log(1);\n' });
    expectNoErrors(await build(project.configure({ mode }, false)));
    const without = project.list();
    await (await watch(project.configure({ mode }))).close();
    expect(project.listWithoutBases().filter((name) => !name.startsWith('hot-journal.'))).toEqual(without);
  });

  test('has updates of its own', async () => {
    const project = new Project(sources);
    const session = await watch(project.configure({ mode, optimization }));
    const { compilation } = await session.first();
    const runtime = compilation.asyncEntrypoints[0]!.getRuntimeChunk()!;
    await session.after(() => project.write({ 'worker.js': `${sources['worker.js']}console.log(1);\n` }));
    const [update] = project.journal().updates;
    expect(Object.keys(update!.runtimes)).toContain(String(runtime.id));
    expect(Object.keys(update!.runtimes[String(runtime.id)]!.chunks)).toContain(String(runtime.id));
  });
});

test('two compilers that share an output folder', async () => {
  const project = new Project(TWO);
  const multi = webpack(['a', 'b'].map((name) => project.configure({ name, entry: { [name]: `./${name}.js` } })));
  await new Promise<void>((resolve, reject) => {
    multi.watch({}, (error) => (error ? reject(error) : resolve()));
  });
  await new Promise((resolve) => multi.close(resolve));
  expect(project.listJournals()).toHaveLength(2);
  for (const name of ['a', 'b']) await expectBootstrapFirst(project, `${name}.js`, `./${name}.js`);
});

test('a file system cache that is used again, with and without watching', async () => {
  const project = new Project({ 'a.js': `require('module-hot-reload/runtime');\n${PRINT_LOADED}` });
  const cache = { type: 'filesystem', cacheDirectory: path.join(project.folder, 'cache') } as const;
  const config = (): Configuration =>
    project.configure({ entry: './a.js', cache, externalsType: 'commonjs', externals: /^module-hot-reload/ });
  const isLive = (): boolean => project.read('main.js').includes('runtime/bootstrap.js?');
  for (const watching of [false, true, true, false, true]) {
    if (watching) await (await watch(config())).close();
    else await build(config());
    expect(isLive()).toBe(watching);
    if (watching) await expectBootstrapFirst(project, 'main.js', './a.js');
    expect(project.read('main.js').includes('runtime/passthrough/index.js')).toBe(!watching);
  }
});
