/** Compares what the fast lane publishes with what webpack builds, over hundreds of edits made up at random. */

import fs from 'node:fs';
import type { Configuration, RuleSetRule } from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import { isSameCode } from '../../runtime/same-code';
import type { ModuleFactory } from '../../runtime/host';
import type { Factories, Observed, Saved } from './support/lane-laboratory';
import { Laboratory } from './support/lane-laboratory';
import { type Edit, type EditKind, Editor } from './support/lane-sources';
import { Project, cleanUp } from './support/project';

afterEach(cleanUp);

const EDITS = 42;
const TS_OPTIONS = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'bundler',
  jsx: 'react',
  jsxFactory: 'h',
  types: [],
};

const LOADERS: Record<string, RuleSetRule | undefined> = {
  'plain JavaScript': undefined,
  'ts-loader': {
    loader: require.resolve('ts-loader'),
    options: { transpileOnly: true, compilerOptions: TS_OPTIONS },
  },
  'swc-loader': {
    loader: require.resolve('swc-loader'),
    options: {
      swcrc: false,
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true, decorators: true },
        transform: { decoratorVersion: '2022-03', react: { runtime: 'classic', pragma: 'h' } },
      },
    },
  },
  'babel-loader': {
    loader: require.resolve('babel-loader'),
    options: {
      configFile: false,
      babelrc: false,
      presets: [
        [require.resolve('@babel/preset-env'), { targets: { node: '20' }, modules: false }],
        [require.resolve('@babel/preset-react'), { runtime: 'classic', pragma: 'h' }],
        [require.resolve('@babel/preset-typescript'), {}],
      ],
      plugins: [[require.resolve('@babel/plugin-proposal-decorators'), { version: '2023-05' }]],
    },
  },
};

const DEVTOOLS = [false, 'source-map', 'eval-source-map', 'eval-cheap-module-source-map'] as const;
const CASES = Object.keys(LOADERS).flatMap((loader) => DEVTOOLS.map((devtool) => [loader, devtool] as const));

const published: EditKind[] = [];
const publishedAgain: EditKind[] = [];
/** How many modules at once. */
const publishedTogether: number[] = [];

/** An application that is edited at random. */
interface Edited {
  readonly editor: Editor;
  readonly project: Project;
  readonly config: Configuration;
  readonly next: () => Edit & Saved;
  readonly leaf: string;
  readonly laboratory: Laboratory;
  /** What a process runs that has taken everything. */
  readonly running: Factories;
}

async function openEdited(loader: string, devtool: (typeof DEVTOOLS)[number], seed: number): Promise<Edited> {
  const rule = LOADERS[loader];
  const leaf = rule === undefined ? 'leaf.js' : 'leaf.tsx';
  const editor = new Editor(seed, { types: rule !== undefined });
  const project = new Project({
    'main.js': `import * as leaf from './leaf';\nimport data from './data.json';\nimport * as common from './common';\nimport './effect';\nimport { join } from 'node:path';\nimport * as stars from './stars';console.log(leaf, data, common, join, stars);\n`,
    'helper.js': 'export const helper = (x) => x;\nexport const another = 1;\n',
    'effect.js': '',
    'other.js': 'export const other = 1;\n',
    'star.js': 'export const star = 1;\nexport const both = 1;\n',
    'stars.js': 'exports.stars = 2;\n',
    'common.js': editor.common,
    'data.json': '{"count":1}',
    'tsconfig.json': '{}',
    [leaf]: editor.leaf,
  });
  const config: Configuration = {
    devtool,
    resolve: { extensions: ['.tsx', '.js'] },
    module: { rules: rule === undefined ? [] : [{ ...rule, test: /\.tsx$/ }] },
  };
  const next = (): Edit & Saved => {
    const edit = editor.next();
    const name = { leaf, data: 'data.json', common: 'common.js' }[edit.file];
    return { ...edit, name, rename: edit.kind === 'rename-over' };
  };
  const laboratory = new Laboratory(project, project.configure(config, new HotReloadPlugin()));
  await laboratory.first();
  return { editor, project, config, next, leaf, laboratory, running: laboratory.readBase() };
}

function seedOf(loader: string, devtool: (typeof DEVTOOLS)[number]): number {
  return CASES.findIndex(([a, b]) => a === loader && b === devtool) + 1;
}

function expectConfirmed(edit: Edit | readonly Edit[], { built, patch, stats }: Observed): void {
  const context = { edit, errors: stats.toJson({ all: false, errors: true }).errors?.map(({ message }) => message) };
  expect({ ...context, patch }).toEqual({ ...context, errors: [], patch: built });
}

/**
 * What a build says of the modules that were patched. One that follows a build that has failed may also bring back modules
 * which that had dropped: they are as they were.
 *
 * @param before - what has come of the edit before, if there was one
 */
function confirmedBy(observed: Observed, running: Factories, before: Observed | undefined): Observed {
  if (before?.stats.hasErrors() !== true) return observed;
  const { built, patch = {} } = observed;
  const others = Object.keys(built).filter((id) => patch[id] === undefined);
  expect(withoutDirectives(pick(built, others))).toEqual(withoutDirectives(pick(running, others)));
  return { ...observed, built: pick(built, Object.keys(patch)) };
}

function pick(factories: Factories, ids: readonly string[]): Factories {
  return Object.fromEntries(Object.entries(factories).filter(([id]) => ids.includes(id)));
}

/** Modules that are published alone are strict as a file, others each for itself. */
function withoutDirectives(factories: Factories): Factories {
  const entries = Object.entries(factories).map(([id, text]) => [id, text.replace('"use strict";\n', '')] as const);
  return Object.fromEntries(entries);
}

/** Ends with good texts; a process has taken everything then that one has which starts. */
async function finish({ config, editor, laboratory, leaf, project, running }: Edited): Promise<void> {
  await laboratory.save('data.json', '{"count":-1}').then(({ built }) => Object.assign(running, built));
  await laboratory.save(leaf, editor.leaf).then(({ patch, built }) => Object.assign(running, patch, built));
  expect(laboratory.statistics.mismatched).toBe(0);
  expect(laboratory.statistics.left.get('thrown')).toBeUndefined();
  await laboratory.close();
  await expectFreshStart(project, config, running);
}

test.each(CASES)('%s with devtool %s', async (loader, devtool) => {
  const edited = await openEdited(loader, devtool, seedOf(loader, devtool));
  const { laboratory, running } = edited;
  let before: Observed | undefined;
  for (let count = 0; count < EDITS; count++) {
    const edit = edited.next();
    const observed = await laboratory.save(edit.name, edit.text, edit.rename);
    if (observed.patch !== undefined) {
      published.push(edit.kind);
      expectConfirmed(edit, confirmedBy(observed, running, before));
    }
    Object.assign(running, observed.patch, observed.built);
    before = observed;
  }
  await finish(edited);
});

test.each(CASES)('%s with devtool %s, saved again while webpack builds', async (loader, devtool) => {
  const edited = await openEdited(loader, devtool, seedOf(loader, devtool) + CASES.length);
  const { laboratory, running } = edited;
  for (let count = 0; count < EDITS / 2; count++) {
    const [first, second] = [edited.next(), edited.next()];
    const [behind, observed] = await laboratory.saveDuring(first, second);
    Object.assign(running, behind.patch, observed.patch, behind.built, observed.built);
    if (observed.patch === undefined) continue;
    publishedAgain.push(second.kind);
    // The build before may have had the same code, and this one may bring back modules that it had dropped.
    const built = Object.fromEntries(
      Object.keys(observed.patch).map((id) => [id, observed.built[id] ?? observed.patch?.[id]]),
    );
    expectConfirmed(second, { ...observed, built: built as Factories });
  }
  await finish(edited);
});

test.each(CASES)('%s with devtool %s, files saved together', async (loader, devtool) => {
  const edited = await openEdited(loader, devtool, seedOf(loader, devtool) + 2 * CASES.length);
  const { laboratory, running } = edited;
  let before: Observed | undefined;
  for (let count = 0; count < EDITS / 2; count++) {
    const edits = new Map([1, 2, 3].map(edited.next).map((edit) => [edit.name, edit]));
    const observed = await laboratory.saveTogether([...edits.values()]);
    if (observed.patch !== undefined) {
      publishedTogether.push(Object.keys(observed.patch).length);
      const { patch, built, stats } = confirmedBy(observed, running, before);
      expectConfirmed([...edits.values()], {
        patch: patch && withoutDirectives(patch),
        built: withoutDirectives(built),
        stats,
      });
    }
    Object.assign(running, observed.patch, observed.built);
    before = observed;
  }
  await finish(edited);
});

test('many of these edits took the fast lane', () => {
  expect(published.length).toBeGreaterThan(EDITS * CASES.length * 0.2);
  const kinds: readonly EditKind[] = [
    'value',
    'body',
    'comment',
    'decorators',
    'markup',
    'literal',
    'boundary',
    'common',
    'imports',
    'exports',
    'json',
  ];
  expect(published).toEqual(expect.arrayContaining([...kinds]));
  expect(publishedAgain.length).toBeGreaterThan(EDITS * CASES.length * 0.05);
  expect(publishedTogether.filter((count) => count > 1).length).toBeGreaterThan(EDITS * CASES.length * 0.02);
});

/** What a process runs that has taken everything is what one runs that has just been started. */
async function expectFreshStart(project: Project, config: Configuration, running: Factories): Promise<void> {
  fs.rmSync(project.output, { recursive: true });
  const laboratory = new Laboratory(project, project.configure(config, new HotReloadPlugin()));
  await laboratory.first();
  const started = laboratory.readBase();
  await laboratory.close();
  const differing = Object.keys(started).filter((id) => !isSame(started[id], running[id]));
  expect(differing.map((id) => [id, started[id], running[id]])).toEqual([]);
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  const wrap = (text: string | undefined): ModuleFactory | undefined =>
    text === undefined ? undefined : Object.assign(() => undefined, { toString: () => text });
  return isSameCode(wrap(a), wrap(b));
}
