/** Saves files under a real watcher: what the fast lane hears of them, and when. */

import fs from 'node:fs';
import path from 'node:path';
import type { Compilation } from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import { BuildReview } from '../../dist/src/fast-lane/build-review';
import { EarlyEvents } from '../../dist/src/fast-lane/early-events';
import { Reports } from '../../dist/src/fast-lane/reports';
import { statisticsOf } from '../../dist/src/fast-lane/statistics';
import { until } from '../support/until';
import { Project, cleanUp, watch } from './support/project';
import type { WatchSession } from './support/project';
import { beforePatches } from './support/publishing';

afterEach(async () => {
  jest.restoreAllMocks();
  await cleanUp();
});

const SOURCES = {
  'main.js': `import { a } from './a';\nimport { b } from './b';\nconsole.log(a, b);\n`,
  'a.js': 'export const a = 1;\n',
  'b.js': 'export const b = 1;\n',
};

/** Starts a build whose watcher has reported a change already: until then it may still look around. */
async function settle(
  plugin?: HotReloadPlugin,
  loader: Record<string, string> = {},
): Promise<{ project: Project; session: WatchSession }> {
  const project = new Project({ ...SOURCES, ...loader });
  for (const name of Object.keys(SOURCES)) fs.utimesSync(path.join(project.folder, name), 1e9, 1e9);
  const rules = Object.keys(loader).map((name) => ({ include: project.folder, use: path.join(project.folder, name) }));
  const session = await watch(project.configure({ module: { rules } }, plugin));
  await until(
    () => 'webpack does not watch',
    () => Reflect.get(session.compiler.watchFileSystem!, 'watcher') ?? undefined,
  );
  await session.after(() => project.write({ 'main.js': `${SOURCES['main.js']}console.log('settled');\n` }));
  return { project, session };
}

/** Listens in the folder of a project, in the order in which things happen. */
async function listen(): Promise<{ project: Project; session: WatchSession; heard: string[] }> {
  const { project, session } = await settle();
  const heard: string[] = [];
  const file = path.join(project.folder, 'a.js');
  const early = new EarlyEvents(session.compiler, (name) => heard.push(`early ${path.basename(name)}`));
  session.compiler.hooks.invalid.tap('Test', (name) => heard.push(`invalid ${path.basename(name ?? '')}`));
  await until(
    () => 'webpack does not watch as it did: EarlyEvents finds no source of events',
    () => (early.follow([file]) > 0 ? true : undefined),
  );
  return { project, session, heard };
}

test('a save is heard of before the watcher tells webpack', async () => {
  const { project, session, heard } = await listen();
  await session.after(() => project.write({ 'a.js': 'export const a = 2;\n' }));
  expect(heard.slice(0, 1)).toEqual(['early a.js']);
  expect(heard).toContain('invalid a.js');
});

test('a file that webpack will take for unchanged, is empty or none of its own is not reported', async () => {
  const { project, session, heard } = await listen();
  const file = path.join(project.folder, 'a.js');
  const { mtime } = fs.statSync(file);
  fs.writeFileSync(file, 'export const a = 3;\n');
  fs.utimesSync(file, mtime, mtime);
  project.write({ 'other.js': '' });
  fs.writeFileSync(path.join(project.folder, 'b.js'), '');
  await session.after(() => undefined);
  expect(heard.filter((line) => line.startsWith('early'))).toEqual([]);
});

test('a file whose status cannot be told is left to the watcher', async () => {
  const { project, session, heard } = await listen();
  const link = path.join(project.folder, 'link.js');
  // A link to itself: to ask for its status fails with ELOOP.
  fs.symlinkSync('a.js', link);
  await session.after(
    () => fs.renameSync(link, path.join(project.folder, 'a.js')),
    (stats) => stats.hasErrors(),
  );
  expect(heard.filter((line) => line.startsWith('early'))).toEqual([]);
});

/** Names the modules of each publication, until mocks are restored. */
function notePublications(): (readonly string[])[] {
  const publications: (readonly string[])[] = [];
  beforePatches((_, patches) => publications.push(patches.map(({ name }) => name).sort()));
  return publications;
}

test('files that are saved together are published together', async () => {
  const { project, session } = await settle(new HotReloadPlugin());
  const publications = notePublications();
  await session.after(() => project.write({ 'a.js': 'export const a = 2;\n', 'b.js': 'export const b = 2;\n' }));
  expect(publications).toEqual([['./a.js', './b.js']]);
  expect(
    project
      .journal()
      .updates.slice(-2)
      .map(({ patch }) => patch),
  ).not.toContain(true);
});

test('files that are saved together are left to the build together', async () => {
  const { project, session } = await settle(new HotReloadPlugin());
  const publications = notePublications();
  const { left } = statisticsOf(session.compiler);
  const before = left.get('other-changes') ?? 0;
  const added = `import './c';\nexport const b = 2;\n`;
  await session.after(() => project.write({ 'a.js': 'export const a = 2;\n', 'c.js': '', 'b.js': added }));
  expect(publications).toEqual([]);
  expect(left.get('other-changes')).toBe(before + 1);
});

/** Saves a new `b.js` whenever it is given a new `a.js`, as late as possible: the event loop has just asked for events. */
const SAVING_LOADER = `const fs = require('node:fs');
const path = require('node:path');
module.exports = function (source) {
  const done = this.async();
  const other = path.join(path.dirname(this.resourcePath), 'b.js');
  const text = source.replace('a =', 'b =');
  if (!this.resourcePath.endsWith('a.js')) return done(null, source);
  const save = () => fs.stat(other, () => {
    if (fs.readFileSync(other, 'utf8') !== text) fs.writeFileSync(other, text);
    done(null, source);
  });
  setTimeout(save, 2);
};
`;

/** Whether a build has the text that a file holds now. */
function isBuilt(compilation: Compilation, file: string): boolean {
  const [module] = [...compilation.modules].filter((candidate) => candidate.nameForCondition() === file);
  return module?.originalSource()?.source() === fs.readFileSync(file, 'utf8');
}

test('where a file is saved while another one takes the lane, they are published together', async () => {
  const { project, session } = await settle(new HotReloadPlugin(), { 'loader.js': SAVING_LOADER });
  const [a, b] = ['a.js', 'b.js'].map((name) => path.join(project.folder, name)) as [string, string];
  const alone: string[] = [];
  let together = 0;
  beforePatches((compilation, patches) => {
    const [name = '', ...others] = patches.map((patch) => patch.name);
    together += others.length;
    const other = name.includes('a.js') ? b : a;
    if (others.length === 0 && !isBuilt(compilation, other)) alone.push(name);
  });
  const { compiler } = session;
  // Several times, for the watcher may be quick enough to tell of both, or slow enough to begin when both are saved.
  for (let time = 1; time <= 8; time++) {
    const { compilation } = await session.after(
      () => project.write({ 'a.js': `export const a = ${String(10 + time)};\n` }),
      (stats) => compiler.watching?.running !== true && [a, b].every((file) => isBuilt(stats.compilation, file)),
    );
    expect([compilation.errors, alone]).toEqual([[], []]);
  }
  expect(together).toBeGreaterThan(0);
});

test('a file that is saved as soon as another one is live is not taken back by the build of that one', async () => {
  const { project, session } = await settle(new HotReloadPlugin());
  const takenBack = jest.spyOn(BuildReview.prototype, 'onTakenBack');
  const files = ['a.js', 'b.js'].map((name) => path.join(project.folder, name));
  let time = 1;
  beforePatches((_, [patch]) => {
    const save = (): void => project.write({ 'b.js': `export const b = ${String(10 + time)};\n` });
    if (patch?.name.includes('a.js') === true) setTimeout(save, time / 4);
  });
  // Each time a little later: webpack begins to build the first file meanwhile, without the second one.
  for (; time <= 40; time++) {
    await session.after(
      () => project.write({ 'a.js': `export const a = ${String(10 + time)};\n` }),
      (stats) => files.every((file) => isBuilt(stats.compilation, file)),
    );
  }
  expect(takenBack.mock.calls.map(([{ name }]) => name)).toEqual([]);
});

/** Notes each time that the fast lane runs it whether webpack waits for further saves already. */
const WAIT_LOADER = `module.exports = function (source) {
  const compiler = this._compiler;
  if (!compiler.watching.running) (compiler.waits ??= []).push(Boolean(compiler.watchFileSystem.watcher.aggregateTimer));
  return source;
};
`;

test('what a loader takes in the fast lane is not added to the time that webpack waits for further saves', async () => {
  const { project, session } = await settle(new HotReloadPlugin(), { 'loader.js': WAIT_LOADER });
  // However busy the machine is: the report of the watcher is not given up.
  const wait = Reflect.get(Reports.prototype, 'whenArrived');
  jest.spyOn(Reports.prototype, 'whenArrived').mockImplementation(function (this: Reports, file, _, done) {
    wait.call(this, file, 10_000, done);
  });
  for (let time = 1; time <= 5; time++) {
    await session.after(() => project.write({ 'a.js': `export const a = ${String(10 + time)};\n` }));
  }
  const waits = Reflect.get(session.compiler, 'waits') as readonly boolean[];
  expect(waits.length).toBeGreaterThan(0);
  expect(waits).not.toContain(false);
});
