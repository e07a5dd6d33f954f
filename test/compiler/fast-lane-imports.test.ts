/** Edits what a module imports: whatever the bundle has loaded already takes the fast lane. */

import path from 'node:path';
import type { Compiler } from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import { Laboratory } from './support/lane-laboratory';
import { type Case, LEAF, reasonFor } from './support/lane-reason';
import { Project, cleanUp } from './support/project';

afterEach(cleanUp);

/** Modules of all kinds, loaded by the entry. */
const FILES = {
  'main.js': [
    `import { value } from './leaf';`,
    `import { a, b } from './named';`,
    `import preset from './preset';`,
    `import * as names from './names';`,
    `import common from './common';`,
    `import { flagged } from './flagged';`,
    `import data from './data.json';`,
    `import { readFileSync } from 'node:fs';`,
    `import './effect';`,
    `import * as whole from './common';`,
    `console.log(whole, value, a, b, preset, names, common, flagged, data, readFileSync);`,
  ].join('\n'),
  'named.js': 'export const a = 1, b = 2, unused = 3; export class C { static make() {} }',
  'preset.js': 'export default function preset() { return 1; } export const extra = 2;',
  'names.js': `export * from './named'; export * as named from './named'; export const own = () => 1;`,
  'common.js': 'module.exports = { one: 1, two: () => 2 };',
  'flagged.js': `Object.defineProperty(exports, '__esModule', { value: true }); exports.flagged = 1; exports.default = 2;`,
  'data.json': '{"count":1,"inner":{"x":1}}',
  'effect.js': 'globalThis.effect = 1;',
  'leaf.js': LEAF,
};

/** An edit from one text of the module to another one. */
const edit = (before: string, after: string, more: Partial<Case> = {}): Case => ({
  ...more,
  files: { ...FILES, 'leaf.js': `${before}\n${LEAF}`, ...more.files },
  edit: `${after}\nexport const value = 2;\n`,
});
const add = (text: string, more?: Partial<Case>): Case => edit('', text, more);

const TAKEN: [string, Case][] = [
  ['a name', add(`import { a } from './named';const own = () => a;own();`)],
  ['several names, one of them under another', add(`import { a, b as other } from './named';console.log(a, other);`)],
  ['a default export', add(`import preset from './preset';preset();new preset();`)],
  ['a default export with names', add(`import preset, { extra } from './preset';console.log(preset, extra);`)],
  ['all names', add(`import * as named from './named';console.log(named.a, named['b'], named);`)],
  ['names of names', add(`import * as names from './names';console.log(names.named.a, names.own());`)],
  ['nothing but the effect', add(`import './effect';`)],
  ['a name that is not used', add(`import { a } from './named';`)],
  ['a class, for a static method', add(`import { C } from './named';C.make();`)],
  ['a name in a template and a shorthand', add(`import { a, b } from './named';console.log({ a, b }, \`\${a}\`);`)],
  ['names that are taken apart', add(`import * as named from './named';const { a, b } = named;console.log(a, b);`)],
  ['the default export of a CommonJS module', add(`import common from './common';common.two();`)],
  ['names of a CommonJS module', add(`import { one, two } from './common';console.log(one, two());`)],
  ['all of a CommonJS module', add(`import * as all from './common';console.log(all, all.one);`)],
  [
    'a CommonJS module that was compiled',
    add(`import flagged, { flagged as x } from './flagged';console.log(flagged, x);`),
  ],
  ['data', add(`import data from './data.json';console.log(data.count, data.inner.x);`)],
  ['data with attributes', add(`import data from './data.json' with { type: 'json' };data.count;`, withAttributes())],
  ['what is not bundled', add(`import { readFileSync } from 'node:fs';readFileSync;`)],
  ['all of what is not bundled', add(`import * as fs from 'node:fs';fs.statSync;`)],
  ['the same module by two requests', add(`import { a } from './named';import { b } from './named.js';[a, b];`)],
  ['the entry', add(`import './main';`)],
  ['several modules', add(`import { a } from './named';import preset from './preset';import './effect';[a, preset];`)],
  [
    'a module before others',
    edit(`import { a } from './named';a;`, `import preset from './preset';import { a } from './named';[a, preset];`),
  ],
  [
    'a module between others',
    edit(
      `import { a } from './named';import './effect';a;`,
      `import { a } from './named';import preset from './preset';import './effect';[a, preset];`,
    ),
  ],
  [
    'modules in another order',
    edit(
      `import { a } from './named';import preset from './preset';[a, preset];`,
      `import preset from './preset';import { a } from './named';[a, preset];`,
    ),
  ],
  [
    'one module less',
    edit(
      `import { a } from './named';import preset from './preset';[a, preset];`,
      `import preset from './preset';[preset];`,
    ),
  ],
  ['the last module less', edit(`import preset from './preset';preset;`, '')],
  [
    'a module that nobody else imports less',
    edit(`import './own';import preset from './preset';preset;`, `import preset from './preset';preset;`, {
      files: { 'own.js': '' },
    }),
  ],
  ['another module in the place of one', edit(`import { a } from './named';a;`, `import a from './preset';a;`)],
  ['another name', edit(`import { a } from './named';a;`, `import { a, b } from './named';[a, b];`)],
  ['one name less', edit(`import { a, b } from './named';[a, b];`, `import { b } from './named';[b];`)],
  [
    'a name that was imported, but not used',
    edit(`import { a, b } from './named';[a];`, `import { a, b } from './named';[a, b];`),
  ],
  [
    'another name of all names',
    edit(`import * as named from './named';named.a;`, `import * as named from './named';[named.a, named.b];`),
  ],
  [
    'all names in the place of some',
    edit(`import { a } from './named';a;`, `import * as named from './named';[named];`),
  ],
  [
    'another name in a module that awaits',
    edit(`import { a } from './named';await a;`, `import { a, b } from './named';await [a, b];`),
  ],
  [
    'a module in one that passes others on',
    edit(`export * from './names';`, `import { a } from './named';export * from './names';[a];`),
  ],
  [
    'a module in one with a lazy import',
    edit(`import('./named');`, `import preset from './preset';import('./named');[preset];`),
  ],
  ['a package', add(`import { pure } from 'pure';pure();`, withPackage())],
  ['a package for its effect, of which it has none', add(`import 'pure';`, withPackage())],
  [
    'a module that an alias leads to',
    add(`import { a } from 'alias';a;`, { config: { resolve: { alias: { alias: './named' } } } }),
  ],
];

function withAttributes(): Partial<Case> {
  return { files: { 'main.js': FILES['main.js'].replace(`'./data.json'`, `'./data.json' with { type: 'json' }`) } };
}

function withPackage(): Partial<Case> {
  const files = {
    'main.js': `${FILES['main.js']}\nimport { pure } from 'pure';pure();`,
    'node_modules/pure/package.json': '{"name":"pure","version":"1.0.0","sideEffects":false,"module":"index.js"}',
    'node_modules/pure/index.js': 'export const pure = () => 1;',
  };
  return { files };
}

test.each(TAKEN)('%s', async (_name, taken) => {
  expect(await reasonFor(taken)).toBe('published');
});

const commonJs = (text: string): Case => ({
  files: { ...FILES, 'leaf.js': 'exports.value = 1;' },
  edit: `${text};exports.value = 2;`,
});

test.each<[string, Case]>([
  ['a module', commonJs(`const { a } = require('./named')`)],
  ['a name of a module', commonJs(`const a = require('./named').a`)],
  ['a CommonJS module', commonJs(`const common = require('./common');common.two()`)],
  ['what is not bundled', commonJs(`const fs = require('node:fs');fs.statSync`)],
  ['a module, later', commonJs(`const load = () => require('./common').one;load()`)],
  ['what may not be there', commonJs(`try { require('./common'); } catch {}`)],
])('%s in a CommonJS module', async (_name, taken) => {
  expect(await reasonFor(taken)).toBe('published');
});

const LEFT: [string, Case, string][] = [
  ['a file that is not in the bundle', add(`import './new';`, { files: { 'new.js': '' } }), 'new-module'],
  ['a file that is not there', add(`import './nowhere';`), 'new-module'],
  [
    'a module that is in another chunk only',
    add(`import { late } from './late';late;`, {
      files: { 'late.js': 'export const late = 1;', 'effect.js': `import('./late');` },
    }),
    'other-chunk',
  ],
  [
    'a module that awaits',
    add(`import './awaiting';`, { files: { 'awaiting.js': 'await 1;', 'effect.js': `import './awaiting';` } }),
    'async-import',
  ],
  [
    'a module that awaits less',
    edit(`import './awaiting';`, '', { files: { 'awaiting.js': 'await 1;', 'effect.js': `import './awaiting';` } }),
    'async-import',
  ],
  ['a name that is not exported', add(`import { nothing } from './named';console.log(nothing);`), 'export-missing'],
  ['a name that is not exported and not used', add(`import { nothing } from './named';`), 'export-missing'],
  ['itself', add(`import * as self from './leaf';self;`), 'imports-itself'],
  [
    'a module where imports are accepted',
    edit(
      `import './effect';module.hot.accept('./effect');`,
      `import './named';import './effect';module.hot.accept('./effect');`,
    ),
    'accepts-imports',
  ],
  [
    'a module where modules are numbered',
    add(`import './effect';`, { config: { optimization: { moduleIds: 'natural' } } }),
    'numbered-modules',
  ],
  [
    'a module where imports are led past those that pass them on',
    add(`import './effect';`, { config: { optimization: { sideEffects: true } } }),
    'optimized',
  ],
  [
    'a barrel that nobody has imported as a whole',
    add(`import { first } from 'barrel';first;`, withBarrel()),
    'imports-barrel',
  ],
  ...[
    `import { second } from 'barrel';second;`,
    `import { first } from 'barrel';first;`,
    `import * as all from 'barrel';console.log(all);`,
  ].map((text): [string, Case, string] => [
    `${text} of a barrel`,
    add(text, withBarrel(`import * as barrel from 'barrel';barrel[first];`)),
    'imports-barrel',
  ]),
  ['what a loader makes of a module', add(`import a from './named?raw';a;`), 'new-module'],
  ['a module that is passed on', add(`export { a } from './named';`), 'other-dependencies'],
  ['a lazy import', add(`import('./named');`), 'other-blocks'],
];

function withBarrel(use = ''): Partial<Case> {
  const files = {
    'main.js': `${FILES['main.js']}\nimport { first } from 'barrel';first;${use}`,
    'node_modules/barrel/package.json': '{"name":"barrel","version":"1.0.0","sideEffects":false,"module":"index.js"}',
    'node_modules/barrel/index.js': `export { first } from './first';export { second } from './second';`,
    'node_modules/barrel/first.js': 'export const first = 1;',
    'node_modules/barrel/second.js': 'export const second = 2;',
  };
  return { files };
}

test.each(LEFT)('left to the build: %s', async (_name, left, reason) => {
  expect(await reasonFor(left)).toBe(reason);
});

test('a plugin that throws when it is asked for a module leaves it to the build', async () => {
  let isAsked = false;
  const thrower = {
    apply: (compiler: Compiler) =>
      compiler.hooks.normalModuleFactory.tap('Thrower', (factory) =>
        factory.hooks.beforeResolve.tap('Thrower', ({ request }) => {
          if (request !== './effect' || !isAsked) return;
          isAsked = false;
          throw new Error('not now');
        }),
      ),
  };
  const project = new Project(FILES);
  const laboratory = new Laboratory(project, project.configure({ plugins: [thrower] }, new HotReloadPlugin()));
  await laboratory.first();
  isAsked = true;
  const { patch, stats } = await laboratory.save('leaf.js', `import './effect';export const value = 2;`);
  await laboratory.close();
  expect([patch, stats.hasErrors()]).toEqual([undefined, false]);
  expect([...laboratory.statistics.left.keys()]).toEqual(['new-module']);
});

test('a module whose imports come and go again and again is as webpack has it', async () => {
  const project = new Project(FILES);
  const laboratory = new Laboratory(project, project.configure({}, new HotReloadPlugin()));
  await laboratory.first();
  const imports = [
    `import { a } from './named';console.log(a);`,
    `import preset from './preset';preset();`,
    `import './effect';`,
  ];
  for (let round = 1; round < 8; round++) {
    const chosen = imports.filter((_, index) => (round >> index) % 2 === 1).reverse();
    const { patch, built } = await laboratory.save('leaf.js', `${chosen.join('')}export const value = ${round};`);
    expect(patch).toEqual(built);
  }
  await laboratory.close();
  expect(laboratory.statistics).toMatchObject({ published: 7, mismatched: 0 });
});

test('a module that accepts what it has imported once is left to the build, which remembers that', async () => {
  const text = (imports: string, value: number): string =>
    `${imports}if (module.hot) module.hot.accept('./named', () => undefined);\nexport const value = ${value};`;
  const imported = `import { a } from './named';console.log(a);`;
  const project = new Project({ ...FILES, 'leaf.js': text(imported, 1) });
  const laboratory = new Laboratory(project, project.configure({}, new HotReloadPlugin()));
  await laboratory.first();
  const saves = [
    await laboratory.save('leaf.js', text(imported, 2)),
    await laboratory.save('leaf.js', text('', 2)),
    await laboratory.save('leaf.js', text('', 3)),
  ];
  await laboratory.close();
  expect(saves.map(({ patch }) => patch !== undefined)).toEqual([true, false, false]);
  expect(laboratory.statistics.mismatched).toBe(0);
  expect([...laboratory.statistics.left]).toEqual([['accepts-imports', 2]]);
});

test('a file that is written after it was imported is there for the build', async () => {
  const project = new Project(FILES);
  let files: Compiler['inputFileSystem'] = null;
  const plugins = [{ apply: (compiler: Compiler) => void (files = compiler.inputFileSystem) }];
  const laboratory = new Laboratory(project, project.configure({ plugins }, new HotReloadPlugin()));
  await laboratory.first();
  await laboratory.saveUnwatched('leaf.js', `import { late } from './late';export const value = late;`);
  expect([...laboratory.statistics.left.keys()]).toEqual(['new-module']);
  project.write({ 'late.js': 'export const late = 2;' });
  const file = path.join(project.folder, 'late.js');
  const error = await new Promise((resolve) => files!.stat(file, resolve));
  await laboratory.close();
  expect(error).toBeNull();
});

/** Has a loader wait until the build of the save has begun. */
const slowly = (files: Record<string, string>): [Project, Laboratory] => {
  const loader = `module.exports = function (source) {
    const done = this.async();
    if (globalThis.held === undefined) done(null, source);
    else globalThis.held.then(() => done(null, source));
  };`;
  const project = new Project({ ...FILES, ...withPackage().files, ...withBarrel().files, ...files, 'slow.js': loader });
  const module = { rules: [{ test: /leaf\.js$/, use: './slow.js' }] };
  const config = project.configure({ module, resolveLoader: { preferRelative: true } }, new HotReloadPlugin());
  return [project, new Laboratory(project, config)];
};

test.each([
  ['an import that is not in force', `import 'pure';`],
  ['an import that is led past a barrel', `import { first } from 'barrel';first;`],
])('a patch that is made while webpack builds already has %s as the build has it', async (_name, text) => {
  const [, laboratory] = slowly({ 'leaf.js': `${text}${LEAF}` });
  await laboratory.first();
  let release = (): void => undefined;
  Reflect.set(globalThis, 'held', new Promise<void>((resolve) => (release = resolve)));
  const { patch, built } = await laboratory.saveLate('leaf.js', `${text}export const value = 2;`, () => release());
  Reflect.deleteProperty(globalThis, 'held');
  await laboratory.close();
  expect(patch).toBeDefined();
  expect(patch).toEqual(built);
  expect(laboratory.statistics).toMatchObject({ published: 1, mismatched: 0 });
});
