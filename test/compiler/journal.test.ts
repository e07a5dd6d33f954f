/** Checks that the journal tells the truth about what was published. */

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Stats } from 'webpack';
import type { JournalUpdate } from '../../runtime/protocol/journal';
import { Project, WatchSession, build, cleanUp, expectNoErrors, watch } from './support/project';
import { HotReloadPlugin } from '../../dist/src';

afterEach(cleanUp);

function leaf(value: number | string): Record<string, string> {
  return { 'leaf.js': `export const value = ${value};\n` };
}

const SOURCES = { 'main.js': `import { value } from './leaf';\nconsole.log(value);\n`, ...leaf(0) };

function expectUnbroken(project: Project, newest: string | undefined): JournalUpdate[] {
  const { build: current, updates } = project.journal();
  expect(current).toBe(newest);
  for (const [index, update] of updates.entries()) {
    expect(update.to).toBe(updates[index + 1]?.from ?? newest);
    for (const [name, hash] of Object.entries(update.files)) {
      expect(createHash('sha256').update(project.read(name)).digest('hex')).toBe(hash);
    }
  }
  return [...updates];
}

test('the first good build is published without updates', async () => {
  const project = new Project(SOURCES);
  const session = await watch(project.configure());
  const { hash } = await session.first();
  expect(expectUnbroken(project, hash)).toEqual([]);
  expect(project.journal().context).toBe('..');
});

test('every edit adds a step with the files that belong to it', async () => {
  const project = new Project(SOURCES);
  const session = await watch(project.configure());
  const builds = [(await session.first()).hash];
  for (const value of [1, 2, 3]) builds.push((await session.after(() => project.write(leaf(value)))).hash);
  const updates = expectUnbroken(project, builds[3]);
  expect(updates.map(({ from, to }) => [from, to])).toEqual([0, 1, 2].map((step) => [builds[step], builds[step + 1]]));
  expect(updates[0]!.runtimes).toEqual({
    main: { chunks: { main: `main.${builds[0]!}.hot-update.js` }, removedChunks: [], removedModules: [] },
  });
  expect(Math.abs(Date.now() - updates[2]!.at)).toBeLessThan(60_000);
});

test('removed modules are named', async () => {
  const project = new Project(SOURCES);
  const session = await watch(project.configure());
  const { hash } = await session.after(() => project.write({ 'main.js': 'console.log(0);\n' }));
  expect(expectUnbroken(project, hash)[0]!.runtimes['main']!.removedModules).toEqual(['./leaf.js']);
});

describe('a build with errors', () => {
  test('publishes nothing, and the next good one an unbroken chain', async () => {
    const project = new Project(SOURCES);
    const session = await watch(project.configure());
    const first = (await session.first()).hash;
    const before = project.read(project.listJournals()[0]!);
    const failed = await session.after(() => project.write(leaf('(')));
    expect(failed.hasErrors()).toBe(true);
    const failedAgain = await session.after(() => project.write(leaf('((')));
    expect(project.read(project.listJournals()[0]!)).toBe(before);
    const fixed = await session.after(() => project.write(leaf(1)));
    const updates = expectUnbroken(project, fixed.hash);
    expect(updates.map(({ from }) => from)).toEqual([first, failed.hash, failedAgain.hash]);
  });

  test('that is not emitted breaks nothing', async () => {
    const project = new Project(SOURCES);
    const session = await watch(project.configure({ optimization: { emitOnErrors: false } }));
    await session.after(() => project.write(leaf('(')));
    const fixed = await session.after(() => project.write(leaf(1)));
    expect(expectUnbroken(project, fixed.hash)).toHaveLength(1);
  });

  test('may be the first one', async () => {
    const project = new Project({ ...SOURCES, ...leaf('(') });
    const session = new WatchSession(project.configure());
    expect((await session.first()).hasErrors()).toBe(true);
    expect(project.listJournals()).toEqual([]);
    const fixed = await session.after(() => project.write(leaf(1)));
    expect(expectUnbroken(project, fixed.hash)).toHaveLength(1);
  });

  test('counts those of child compilers too', async () => {
    const project = new Project(SOURCES);
    const state = { fails: false };
    const session = await watch(project.configure({ plugins: [failInChild(state)] }));
    state.fails = true;
    const failed = await session.after(() => project.write(leaf(1)));
    expect(project.journal().build).not.toBe(failed.hash);
    state.fails = false;
    const fixed = await session.after(() => project.write(leaf(2)));
    expect(expectUnbroken(project, fixed.hash)).toHaveLength(2);
  });
});

function failInChild(state: { fails: boolean }): { apply: (compiler: WatchSession['compiler']) => void } {
  return {
    apply: (compiler) => {
      compiler.hooks.make.tapPromise('Test', async (compilation) => {
        const child = compilation.createChildCompiler('child', {}, []);
        child.hooks.thisCompilation.tap('Test', (inner) => {
          if (state.fails) inner.errors.push(new Error('the child failed'));
        });
        await new Promise<void>((resolve, reject) => {
          child.runAsChild((error) => (error ? reject(error) : resolve()));
        });
      });
    },
  };
}

test('updates of a build that webpack did not write are written', async () => {
  const project = new Project(SOURCES);
  let emits = true;
  const plugin = {
    apply: (compiler: WatchSession['compiler']) =>
      compiler.hooks.shouldEmit.tap('Test', () => (emits ? undefined : false)),
  };
  const session = await watch(project.configure({ plugins: [plugin] }));
  emits = false;
  const unwritten = await session.after(() => project.write(leaf(1)));
  expect(project.listWithoutBases().some((name) => name.includes('hot-update'))).toBe(false);
  emits = true;
  const { hash } = await session.after(() => project.write(leaf(2)));
  expect(expectUnbroken(project, hash).map(({ to }) => to)).toEqual([unwritten.hash, hash]);
});

test('a build that changes nothing leaves the journal as it is', async () => {
  const project = new Project(SOURCES);
  const session = await watch(project.configure());
  await session.after(() => project.write(leaf(1)));
  const file = path.join(project.output, project.listJournals()[0]!);
  const before = fs.statSync(file);
  await session.after(
    () => session.compiler.watching!.invalidate(),
    () => true,
  );
  expect(fs.statSync(file).ino).toBe(before.ino);
  expect(project.journal().updates).toHaveLength(1);
});

test('modules whose identifier is no path are listed with their files', async () => {
  const project = new Project({ 'app/main.js': SOURCES['main.js'], 'app/leaf.js': 'export const value = 0;\n' });
  const optimization = { moduleIds: 'deterministic' } as const;
  const session = await watch(project.configure({ entry: './app/main.js', optimization }));
  const { compilation } = await session.first();
  const ids = [...compilation.modules].filter((module) => module.nameForCondition()?.startsWith(project.folder));
  const { resources } = project.journal();
  const listed = ids.map((module) => resources[String(compilation.chunkGraph.getModuleId(module))]);
  expect(listed.sort()).toEqual(['app/leaf.js', 'app/main.js']);
});

test('modules whose identifier is but a number are listed with their names', async () => {
  const project = new Project({ ...SOURCES, 'main.js': "import fs from 'fs';\nimport './leaf';\nconsole.log(fs);" });
  const session = await watch(project.configure({ optimization: { moduleIds: 'natural' } }));
  await session.first();
  expect(Object.values(project.journal().names ?? {})).toEqual(
    expect.arrayContaining(['./main.js', './leaf.js', 'fs']),
  );
});

test('modules whose identifier is their path are not listed', async () => {
  const project = new Project(SOURCES);
  await watch(project.configure());
  expect(project.journal().names).toEqual({});
  expect(Object.values(project.journal().resources)).not.toContain('main.js');
});

describe('a journal that cannot be written', () => {
  test('is an error of the build, and nothing is lost', async () => {
    const project = new Project(SOURCES);
    const session = await watch(project.configure());
    const first = await session.first();
    const file = path.join(project.output, project.listJournals()[0]!);
    fs.rmSync(file);
    fs.mkdirSync(path.join(file, 'in-the-way'), { recursive: true });
    const unpublished = await session.after(() => project.write(leaf(1)));
    expectNotWritten(unpublished, file);
    expect(project.list().filter((name) => name.endsWith('.tmp'))).toEqual([]);
    fs.rmSync(file, { recursive: true });
    const published = await session.after(() => project.write(leaf(2)));
    expectNoErrors(published);
    expect(expectUnbroken(project, published.hash).map(({ from }) => from)).toEqual([first.hash, unpublished.hash]);
  });
});

function expectNotWritten(stats: Stats, file: string): void {
  expect(stats.compilation.errors).toHaveLength(1);
  const [error] = stats.compilation.errors;
  expect(error).toMatchObject({ name: 'HotReloadError', code: 'JOURNAL_NOT_WRITTEN' });
  expect(error).toBeInstanceOf(stats.compilation.compiler.webpack.WebpackError);
  expect(error!.message).toContain(file);
  expect(stats.toString({ all: false, errors: true })).toContain('JOURNAL_NOT_WRITTEN');
}

test('an output folder that vanished is made again', async () => {
  const project = new Project(SOURCES);
  const session = await watch(project.configure());
  await session.after(() => project.write(leaf(1)));
  fs.rmSync(project.output, { recursive: true });
  const { hash } = await session.after(() => project.write(leaf(2)));
  expect(expectUnbroken(project, hash)).toHaveLength(1);
});

describe('a watch that is started again', () => {
  async function editOnce(project: Project): Promise<string> {
    const session = await watch(project.configure());
    const { hash } = await session.after(() => project.write(leaf('"edited"')));
    await session.close();
    return hash;
  }

  test('goes on where the sources are the same again', async () => {
    const project = new Project(SOURCES);
    await editOnce(project);
    const leftBehind = project.listWithoutBases().filter((name) => name.includes('hot-update'));
    project.write(SOURCES);
    const session = await watch(project.configure());
    const first = await session.first();
    expect(expectUnbroken(project, first.hash)).toEqual([]);
    expect(leftBehind.filter((name) => project.list().includes(name))).toEqual([]);
    const { hash } = await session.after(() => project.write(leaf(2)));
    expect(expectUnbroken(project, hash)).toHaveLength(1);
  });

  test('continues the chain where webpack keeps its records', async () => {
    const project = new Project(SOURCES);
    const recordsPath = path.join(project.folder, 'records.json');
    const before = await watch(project.configure({ recordsPath }));
    await before.after(() => project.write(leaf(1)));
    await before.close();
    project.write(leaf(2));
    const session = await watch(project.configure({ recordsPath }));
    expect(expectUnbroken(project, (await session.first()).hash)).toHaveLength(2);
  });

  test('deletes only what the earlier one had written', async () => {
    const project = new Project(SOURCES);
    await editOnce(project);
    const [name] = project.listJournals();
    const old = project.journal();
    const files = { ...old.updates[0]!.files, 'main.js': '', '../leaf.js': '', 'mine.txt': '' };
    project.write({ 'dist/theirs.hot-update.js': '', 'dist/mine.txt': '' });
    const foreign = { ...old, updates: [{ ...old.updates[0]!, files }] };
    project.write({ [`dist/${name!}`]: JSON.stringify(foreign) });
    const session = await watch(project.configure());
    expectUnbroken(project, (await session.first()).hash);
    expect(project.listWithoutBases()).toEqual([name, 'main.js', 'theirs.hot-update.js'].sort());
    expect(fs.existsSync(path.join(project.folder, 'leaf.js'))).toBe(true);
  });

  test.each(['', '{', '{"format":"other"}', '[]'])('replaces a journal that says %j', async (text) => {
    const project = new Project(SOURCES);
    await build(project.configure({}, new HotReloadPlugin({ enabled: true })));
    project.write({ [`dist/${project.listJournals()[0]!}`]: text });
    const session = await watch(project.configure());
    expect(expectUnbroken(project, (await session.first()).hash)).toEqual([]);
  });
});

describe('output.clean', () => {
  test('keeps what the journal names', async () => {
    const project = new Project(SOURCES);
    project.write({ 'dist/old.txt': '' });
    const session = await watch(project.configure({ devtool: 'source-map', output: { clean: true } }));
    expect(project.list()).not.toContain('old.txt');
    for (const value of [1, 2, 3]) await session.after(() => project.write(leaf(value)));
    const names = project.journal().updates.flatMap(({ files }) => Object.keys(files));
    expect(names).toHaveLength(3);
    expect(project.list()).toEqual(expect.arrayContaining([...names, ...names.map((name) => `${name}.map`)]));
  });

  test('still cleans what nobody names', async () => {
    const project = new Project({
      ...SOURCES,
      'leaf.js': 'export const value = () => import("./lazy");\n',
      'lazy.js': '',
    });
    const session = await watch(project.configure({ output: { clean: true } }));
    const [lazy] = project.listWithoutBases().filter((name) => name.includes('lazy'));
    await session.after(() => project.write(leaf(1)));
    // Somebody may run the build before.
    expect(project.list()).toContain(lazy);
    await session.after(() => project.write(leaf(2)));
    expect(project.list()).not.toContain(lazy);
    expect(lazy).toBeDefined();
  });

  test('of a restart keeps a chain that goes on', async () => {
    const project = new Project(SOURCES);
    const recordsPath = path.join(project.folder, 'records.json');
    const config = (): ReturnType<Project['configure']> => project.configure({ recordsPath, output: { clean: true } });
    const before = await watch(config());
    await before.after(() => project.write(leaf(1)));
    await before.close();
    project.write(leaf(2));
    const session = await watch(config());
    expect(expectUnbroken(project, (await session.first()).hash)).toHaveLength(2);
  });
});

test('a bounded number of updates stays on disk', async () => {
  const project = new Project(SOURCES);
  const session = await watch(project.configure({ devtool: 'source-map' }));
  const hashes = [(await session.first()).hash];
  for (let value = 1; value <= 103; value++) hashes.push((await session.after(() => project.write(leaf(value)))).hash);
  expect(expectUnbroken(project, hashes.at(-1))).toHaveLength(100);
  const updateFiles = project.listWithoutBases().filter((name) => name.includes('hot-update'));
  expect(updateFiles.filter((name) => name.endsWith('.js'))).toHaveLength(100);
  expect(updateFiles.filter((name) => name.endsWith('.json'))).toHaveLength(100);
  expect(updateFiles.filter((name) => name.endsWith('.js.map'))).toHaveLength(100);
});
