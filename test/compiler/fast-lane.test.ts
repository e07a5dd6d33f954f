/** Edits modules of real builds: which take the fast lane, and which are left to the build, for which reason. */

import fs from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import v8 from 'node:v8';
import type { Compilation, Compiler, Configuration, Module, WebpackPluginInstance } from 'webpack';
import webpack, { sources } from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import { V8_COLLECTOR } from '../../dist/src/fast-lane/collector';
import { JournalPublisher } from '../../dist/src/journal-publisher';
import { until } from '../support/until';
import { Laboratory } from './support/lane-laboratory';
import { type Case, LEAF, MAIN, reasonFor } from './support/lane-reason';
import { Project, cleanUp } from './support/project';
import { beforePatches } from './support/publishing';

afterEach(async () => {
  jest.restoreAllMocks();
  await cleanUp();
});

/** A rule that has `leaf.js` read by a loader with this body. */
function withLoader(body: string, name = 'own.js'): Case {
  const code = `module.exports = function (source) { ${body}; return source; };`;
  const module = { rules: [{ test: /leaf\.js$/, use: path.posix.join('./', name) }] };
  return { files: { [name]: code }, config: { module, resolveLoader: { preferRelative: true } } };
}

const EDITS: [string, Case, string][] = [
  ['a value', {}, 'published'],
  ['a comment', { edit: `${LEAF}// hello` }, 'published'],
  ['nothing', { edit: LEAF }, 'same-code'],
  ['a private function', { edit: `${LEAF}function own() {}` }, 'published'],
  ['an import', { edit: `import './other';\n${LEAF}`, files: { 'other.js': '' } }, 'new-module'],
  ['an export', { edit: `${LEAF}export const more = 1;` }, 'published'],
  ['an await', { edit: `await 1;\n${LEAF}` }, 'other-facts'],
  ['a lazy import', { edit: `${LEAF}import('./other');`, files: { 'other.js': '' } }, 'other-blocks'],
  [
    'a lazy import that stays',
    {
      files: { 'leaf.js': `${LEAF}import('./other');`, 'other.js': '' },
      edit: `export const value = 2;import('./other');`,
    },
    'published',
  ],
  [
    'an import of itself',
    {
      files: { 'leaf.js': `import * as self from './leaf';export const value = 1;self.value;` },
      edit: `import * as self from './leaf';export const value = 2;self.value;`,
    },
    'imports-itself',
  ],
  [
    // As TypeScript writes it: `var __importDefault = (this && this.__importDefault) || …`.
    'a CommonJS module that reads its own exports',
    {
      files: { 'leaf.js': `var own = (this && this.own) || 1;exports.value = own;exports.twice = 2 * exports.value;` },
      edit: `var own = (this && this.own) || 2;exports.value = own;exports.twice = 2 * exports.value;`,
    },
    'published',
  ],
  [
    'a CommonJS module that asks whether it is the entry',
    {
      files: { 'leaf.js': `exports.value = require.main === module ? 1 : 2;` },
      edit: `exports.value = require.main === module ? 3 : 4;`,
    },
    'published',
  ],
  [
    'a module that exports everything of others',
    {
      files: {
        'leaf.js': `export * from './a';export * from './b';${LEAF}`,
        'a.js': 'export const a = 1;export const both = 1;',
        'b.js': 'export const b = 2;export const both = 2;',
      },
      edit: `export * from './a';export * from './b';export const value = 2;`,
    },
    'published',
  ],
  [
    'a module that exports everything of a CommonJS module',
    {
      files: { 'leaf.js': `export * from './other';${LEAF}`, 'other.js': 'exports.more = 1;' },
      edit: `export * from './other';export const value = 2;`,
    },
    'published',
  ],
  [
    'everything of another module',
    {
      files: { 'leaf.js': `export * from './a';${LEAF}`, 'a.js': 'export const a = 1;', 'b.js': 'export const b = 1;' },
      edit: `export * from './b';${LEAF}`,
    },
    'other-dependencies',
  ],
  ...[`'text'`, '1', '`text`', 'null', `'a text that is too long to be written into other modules'`].map(
    (value): [string, Case, string] => [
      `the default export ${value}`,
      {
        files: { 'leaf.js': `${LEAF}export default 'before';` },
        edit: `${LEAF}export default ${value};`,
      },
      'published',
    ],
  ),
  ...[
    `module.hot.accept('./other');`,
    `module.hot.accept(['./other', './more'], () => more);`,
    `import.meta.webpackHot.accept('./more', () => more);`,
    `import.meta.webpackHot.accept();`,
    `module.hot.decline('./more');`,
  ].map((accept): [string, Case, string] => {
    const [imports, start] = [`import { more } from './more';import './other';`, 'export const value = more + '];
    const files = { 'leaf.js': `${imports}${start}1;${accept}`, 'more.js': 'export const more = 1;', 'other.js': '' };
    return [`a module with ${accept}`, { files, edit: `${imports}${start}2;${accept}` }, 'published'];
  }),
  ...['accept("./c")', 'accept("./c", () => [a, b, c])'].map((accept): [string, Case, string] => {
    const imports = `import { a } from './a';import { b } from './b';import { c } from './c';`;
    const accepting = `${imports}import.meta.webpackHot.${accept};export const value = () => [a, b, c, `;
    const parts = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.js`, `export const ${name} = 1;`]));
    const files = { 'leaf.js': `${accepting}1];`, ...parts };
    return [
      `a module that is ahead of what it imports with ${accept}`,
      { files, edit: `${accepting}2];` },
      'published',
    ];
  }),
  [
    'a boundary that is not imported',
    {
      files: { 'leaf.js': `${LEAF}module.hot.accept('./more');`, 'main.js': `${MAIN}import './more';`, 'more.js': '' },
      edit: `export const value = 2;module.hot.accept('./more');`,
    },
    'published',
  ],
  [
    'another boundary',
    {
      files: { 'leaf.js': `import './a';import './b';${LEAF}module.hot.accept('./a');`, 'a.js': '', 'b.js': '' },
      edit: `import './a';import './b';${LEAF}module.hot.accept('./b');`,
    },
    'other-dependencies',
  ],
  ...['*', '{ more }'].map((names): [string, Case, string] => [
    `a barrel without side effects that exports ${names}`,
    {
      files: {
        'package.json': '{"sideEffects":false}',
        'leaf.js': `export ${names} from './other';${LEAF}`,
        'other.js': 'export const more = 1;',
      },
      edit: `export ${names} from './other';export const value = 2;`,
    },
    'deferred-imports',
  ]),
  [
    'an import that nobody uses',
    {
      files: { 'leaf.js': `import { more } from './other';\n${LEAF}`, 'other.js': 'export const more = 1;' },
      edit: `import { more } from './other';\nexport const value = 2;\n`,
    },
    'published',
  ],
  ['a syntax error', { edit: 'export const ;' }, 'fresh-has-problems'],
  ['nothing at all', { edit: '' }, 'file-empty'],
  [
    'a runtime requirement that is not there',
    { edit: 'export const value = 2;\nconsole.log(__webpack_nonce__);\n' },
    'requirement-missing',
  ],
  ...(
    [
      ['{"a":1}', '{"a":2}', 'published'],
      ['{"a":{"b":1}}', '{"a":{"c":[2]}}', 'published'],
      ['{"a":1}', '{"a":1,"b":2}', 'other-dependencies'],
      ['[1,2]', '[2,3]', 'published'],
      ['[1,2]', '[1,2,3]', 'other-dependencies'],
      ['"text"', 'null', 'other-facts'],
      ['{"a":1}', '{"a":1', 'fresh-has-problems'],
    ] as const
  ).map(([before, edit, reason]): [string, Case, string] => [
    `data: ${before} → ${edit}`,
    {
      file: 'data.json',
      files: { 'main.js': `import data from './data.json'; console.log(data.a);`, 'data.json': before },
      edit,
    },
    reason,
  ]),
  [
    'a file that is emitted as it is',
    {
      file: 'page.html',
      files: { 'main.js': `import page from './page.html'; console.log(page);`, 'page.html': 'one' },
      config: { module: { rules: [{ test: /html$/, type: 'asset/source' }] } },
      edit: 'two',
    },
    'not-javascript',
  ],
  ['a file that two modules are made of', { files: { 'main.js': `${MAIN}import './leaf?again';` } }, 'several-modules'],
  ['a concatenated module', { config: { optimization: { concatenateModules: true, usedExports: true } } }, 'optimized'],
  ['a module of an optimized build', { config: { optimization: { usedExports: true } } }, 'optimized'],
  ['a module of a minimized build', { config: { optimization: { minimize: true } } }, 'minimized'],
  ['a module with a loader', withLoader(''), 'published'],
  ['a loader that cannot be cached', withLoader('this.cacheable(false)'), 'not-cacheable'],
  ['a loader that emits a file', withLoader(`this.emitFile('side.txt', 'x')`), 'side-files'],
  ['a loader that reads another file', withLoader(`this.addDependency(__filename)`), 'loader-reads-more'],
  ['a loader that looks into a folder', withLoader(`this.addContextDependency(__dirname)`), 'folders'],
  ['a loader that warns', withLoader(`this.emitWarning(new Error('x'))`), 'module-has-problems'],
  [
    'a file that a loader of another module reads',
    {
      ...withLoader(`this.addDependency(require('path').join(__dirname, 'main.js'))`),
      file: 'main.js',
      edit: `${MAIN}// x`,
    },
    'read-by-others',
  ],
  [
    'a module that is not parsed',
    { config: { module: { noParse: /leaf/ } }, files: { 'leaf.js': 'exports.value = 1' }, edit: 'exports.value = 2' },
    'not-parsed',
  ],
];

test.each(EDITS)('%s', async (_name, edit, reason) => {
  expect(await reasonFor(edit)).toBe(reason);
});

test('a patch is taken back where the build has the same code as before, if not the same module', async () => {
  const main = `import { value } from './leaf.ts';\nconsole.log(value);\n`;
  const project = new Project({
    'main.js': main,
    'leaf.ts': LEAF,
    'tsconfig.json': '{"compilerOptions":{"module":"esnext","target":"es2022","rootDir":"."}}',
  });
  // With source maps, ts-loader and webpack give another hash to a module each time that it is built.
  const rules = [{ test: /\.ts$/, loader: require.resolve('ts-loader'), options: { transpileOnly: true } }];
  const config = { module: { rules }, devtool: 'source-map' as const };
  const laboratory = new Laboratory(project, project.configure(config, new HotReloadPlugin()));
  await laboratory.first();
  const original = Object.entries(laboratory.readBase()).find(([id]) => id.includes('leaf'))!;
  const { patch, built } = await laboratory.overtake('leaf.ts', 'export const value = 2;\n', { 'leaf.ts': LEAF });
  await laboratory.close();
  expect(Object.values(patch!)).toEqual([expect.stringContaining('value = 2')]);
  expect(built).toMatchObject(Object.fromEntries([original]));
});

test.each(['a#b', 'a b#', 'ä%20[c]'])('a folder named %s does not keep an edit from the lane', async (folder) => {
  const project = new Project({ [`${folder}/main.js`]: MAIN, [`${folder}/leaf.js`]: LEAF });
  const config = { context: path.join(project.folder, folder) };
  const laboratory = new Laboratory(project, project.configure(config, new HotReloadPlugin()));
  await laboratory.first();
  const { patch, built } = await laboratory.save(`${folder}/leaf.js`, 'export const value = 2;\n');
  await laboratory.close();
  expect([...laboratory.statistics.left.keys()]).toEqual([]);
  expect(Object.values(patch!)).toEqual([expect.stringContaining('value = 2')]);
  expect(built).toEqual(patch);
  expect(Object.values(project.journal().resources).join()).not.toContain('\0');
});

/** Has a plugin do something with each compilation. */
const inCompilations = (tap: (compilation: Compilation) => void): WebpackPluginInstance => ({
  apply: (compiler: Compiler) => compiler.hooks.thisCompilation.tap('Change', tap),
});

type Source = InstanceType<typeof sources.Source>;

const replaceMark = (source: Source): Source =>
  new sources.RawSource(String(source.source()).replaceAll('MARK', 'changed'));

/** Replaces the sources of modules, as plugins do that know of no hook for it. */
const changeSources = (modules: Iterable<Module>): void => {
  for (const module of modules) {
    const source: unknown = Reflect.get(module, '_source');
    if (source instanceof sources.Source) Reflect.set(module, '_source', replaceMark(source));
  }
};

let loaded = 0;

const CHANGES: [string, WebpackPluginInstance][] = [
  [
    'changes files',
    inCompilations((compilation) =>
      compilation.hooks.processAssets.tap('Change', (assets) => {
        const names = Object.keys(assets).filter((name) => name.endsWith('.js'));
        for (const name of names) compilation.updateAsset(name, replaceMark);
      }),
    ),
  ],
  [
    'changes generated code',
    inCompilations((compilation) =>
      compilation.hooks.afterCodeGeneration.tap('Change', () => {
        for (const module of compilation.modules) {
          const code = compilation.codeGenerationResults!.get(module, 'main').sources;
          for (const [type, source] of code) code.set(type, replaceMark(source));
        }
      }),
    ),
  ],
  [
    'changes a module that is built',
    inCompilations(({ hooks }) => hooks.succeedModule.tap('Change', (module) => changeSources([module]))),
  ],
  [
    'changes modules when all are built',
    inCompilations(({ hooks }) => hooks.finishModules.tap('Change', changeSources)),
  ],
  [
    'says something else each time',
    inCompilations((compilation) =>
      webpack.NormalModule.getCompilationHooks(compilation).processResult.tap('Change', (result, { resource }) => {
        if (resource.endsWith('leaf.js')) result[0] = `${String(result[0])}console.log(${++loaded});`;
        return result;
      }),
    ),
  ],
];

test.each(CHANGES)('a plugin %s: the build corrects the patch, and gets the module from then on', async (_, plugin) => {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const lines: string[] = [];
  const stream = new Writable({
    write: (line, _encoding, done) => {
      lines.push(String(line));
      done();
    },
  });
  const config: Configuration = {
    plugins: [plugin],
    infrastructureLogging: { debug: /module-hot-reload/, stream: stream as NodeJS.WritableStream, colors: false },
  };
  const laboratory = new Laboratory(project, project.configure(config, new HotReloadPlugin()));
  await laboratory.first();
  const { patch, built } = await laboratory.save('leaf.js', `export const value = 'MARK 2';\n`);
  expect(patch).toBeDefined();
  expect(built).not.toEqual(patch);
  const later = [
    await laboratory.save('leaf.js', `export const value = 'MARK 3';\n`),
    await laboratory.save('main.js', `${MAIN}console.log(1);\n`),
    await laboratory.save('leaf.js', `export const value = 'MARK 4';\n`),
  ];
  await laboratory.close();
  expect(later.map((observed) => observed.patch !== undefined)).toEqual([false, true, false]);
  expect(laboratory.statistics.mismatched).toBe(1);
  expect(laboratory.statistics.left.get('mismatched-before')).toBe(2);
  expect(lines.filter((line) => line.includes('mismatch in ./leaf.js'))).toEqual([
    expect.stringContaining('it is left to the build from now on'),
  ]);
});

test('a file that was saved again before it was built takes the lane again', async () => {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const laboratory = new Laboratory(project, project.configure(undefined, new HotReloadPlugin()));
  await laboratory.first();
  await laboratory.overtake('leaf.js', 'export const value = 2;\n', { 'leaf.js': 'export const value = 3;\n' });
  expect(laboratory.statistics.mismatched).toBe(0);
  const { patch, built } = await laboratory.save('leaf.js', 'export const value = 4;\n');
  await laboratory.close();
  expect(Object.values(patch!)).toEqual([expect.stringContaining('value = 4')]);
  expect(built).toEqual(patch);
});

test('a module is found among others that are not strict', async () => {
  const project = new Project({
    'main.js': `${MAIN}require('./common');`,
    'leaf.js': LEAF,
    'common.js': 'exports.common = 1;',
  });
  const laboratory = new Laboratory(project, project.configure(undefined, new HotReloadPlugin()));
  await laboratory.first();
  const { patch } = await laboratory.overtake('leaf.js', 'export const value = 2;\n', {
    'common.js': 'exports.common = 2;',
  });
  await laboratory.close();
  expect(Object.values(patch!)).toEqual([expect.stringContaining('value = 2')]);
  expect(laboratory.statistics.mismatched).toBe(0);
});

/** Has a plugin refuse what is saved with `BAD` in it. */
const refuse = (tap: (compiler: Compiler, isBad: () => boolean) => void): WebpackPluginInstance => ({
  apply: (compiler: Compiler) => {
    const file = path.join(compiler.context, 'leaf.js');
    tap(compiler, () => fs.readFileSync(file, 'utf8').includes('BAD'));
  },
});

test.each(['watchRun', 'finishMake'] as const)(
  'after a failure in %s the lane waits for the next build',
  async (hook) => {
    const plugin = refuse(({ hooks }, isBad) =>
      hooks[hook].tapPromise('Refuse', async () => {
        if (isBad()) throw new Error('it is bad');
      }),
    );
    const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
    const laboratory = new Laboratory(project, project.configure({ plugins: [plugin] }, new HotReloadPlugin()));
    await laboratory.first();
    const texts = (await laboratory.fail('leaf.js', `export const value = 'BAD';\n`)).flatMap(Object.values);
    expect(texts).toEqual([expect.stringContaining('BAD'), expect.stringContaining('value = 1')]);
    expect(await laboratory.saveUnwatched('leaf.js', 'export const value = 2;\n')).toEqual([]);
    expect([...laboratory.statistics.left.keys()]).toEqual(['not-published']);
    await laboratory.resume();
    const { patch, built } = await laboratory.save('leaf.js', 'export const value = 3;\n');
    await laboratory.close();
    expect(Object.values(patch!)).toEqual([expect.stringContaining('value = 3')]);
    expect(built).toEqual(patch);
  },
);

test('a patch is taken back where nothing of its build is emitted', async () => {
  const plugin = refuse(({ hooks }, isBad) => hooks.shouldEmit.tap('Refuse', () => !isBad()));
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const laboratory = new Laboratory(project, project.configure({ plugins: [plugin] }, new HotReloadPlugin()));
  await laboratory.first();
  const { patch, built: after } = await laboratory.save('leaf.js', `export const value = 'BAD';\n`);
  expect(Object.values(patch!)).toEqual([expect.stringContaining('BAD')]);
  expect(Object.values(after)).toEqual([expect.stringContaining('value = 1')]);
  const { built: second } = await laboratory.save('leaf.js', 'export const value = 2;\n');
  expect(Object.values(second)).toEqual([expect.stringContaining('value = 2')]);
  expect([...laboratory.statistics.left]).toEqual([['not-published', 1]]);
  const { patch: next, built } = await laboratory.save('leaf.js', 'export const value = 3;\n');
  await laboratory.close();
  expect(Object.values(next!)).toEqual([expect.stringContaining('value = 3')]);
  expect(built).toEqual(next);
});

test('an edit waits for what is being published, not for its build', async () => {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const laboratory = new Laboratory(project, project.configure(undefined, new HotReloadPlugin()));
  await laboratory.first();
  let waited = 0;
  jest.spyOn(JournalPublisher.prototype, 'whenFree').mockImplementation((done) => {
    setImmediate(() => {
      waited += 1;
      done();
    });
  });
  const { patch } = await laboratory.save('leaf.js', 'export const value = 2;\n');
  await laboratory.close();
  expect(Object.values(patch!)).toEqual([expect.stringContaining('value = 2')]);
  expect(waited).toBe(1);
});

/** Records, by name relative to the output folder, what is created, written and renamed there without waiting. */
function recordWriting(project: Project, calls: string[]): { apply: (compiler: Compiler) => void } {
  const name = (file: string): string =>
    path
      .relative(project.output, file)
      .replaceAll(/[0-9a-f]{8,}/g, '*')
      .replace(/\b\d+-\d+\b/, 'spare')
      .replace(`.${process.pid}.`, '.');
  const recorded = Object.assign(Object.create(fs) as typeof fs, {
    writeFileSync: (file: string, text: string, options?: { readonly flag?: string }) => {
      calls.push(`${text.length === 0 ? 'create' : 'write'} ${name(file)}`);
      fs.writeFileSync(file, text, options);
    },
    renameSync: (from: string, to: string) => {
      calls.push(`rename ${name(from)} to ${name(to)}`);
      fs.renameSync(from, to);
    },
  });
  return {
    apply: (compiler) => {
      compiler.outputFileSystem = recorded;
    },
  };
}

const listUnfinished = (project: Project): string[] =>
  project.list().filter((name) => name.startsWith('hot-unfinished.'));

/** Waits until as many files have been made ahead as are made at most. */
async function untilPrepared(project: Project): Promise<void> {
  const describe = (): string => `of the files that are made ahead there are ${String(listUnfinished(project))}`;
  await until(describe, () => listUnfinished(project).length === 3 || undefined);
}

test('a patch and its journal are written into files that were made ahead, and named when both are complete', async () => {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const calls: string[] = [];
  const config = { plugins: [recordWriting(project, calls)] };
  const laboratory = new Laboratory(project, project.configure(config, new HotReloadPlugin()));
  await laboratory.first();
  await untilPrepared(project);
  calls.length = 0;
  const { patch } = await laboratory.save('leaf.js', 'export const value = 2;\n');
  await untilPrepared(project);
  await laboratory.close();
  expect(calls).toEqual([
    'write hot-unfinished.*/spare.tmp',
    'write hot-unfinished.*/spare.tmp',
    'rename hot-unfinished.*/spare.tmp to main.*.hot-update.js',
    'rename hot-unfinished.*/spare.tmp to hot-journal.*.json',
    'write hot-journal.*.json.tmp',
    'rename hot-journal.*.json.tmp to hot-journal.*.json',
    'create hot-unfinished.*/spare.tmp',
    'create hot-unfinished.*/spare.tmp',
  ]);
  expect(Object.values(patch!)).toEqual([expect.stringContaining('value = 2')]);
  await until(
    () => `what was not needed is still there: ${String(listUnfinished(project))}`,
    () => listUnfinished(project).length === 0 || undefined,
  );
});

test('a patch is published although what was made ahead has been deleted', async () => {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const laboratory = new Laboratory(project, project.configure(undefined, new HotReloadPlugin()));
  await laboratory.first();
  await untilPrepared(project);
  const [folder = ''] = fs.readdirSync(project.output).filter((name) => name.startsWith('hot-unfinished.'));
  fs.rmSync(path.join(project.output, folder), { recursive: true });
  const { patch } = await laboratory.save('leaf.js', 'export const value = 2;\n');
  expect(Object.values(patch!)).toEqual([expect.stringContaining('value = 2')]);
  await untilPrepared(project);
  await laboratory.close();
});

test('what a session has left behind that was killed is deleted by the next one', async () => {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const session = async (leave: () => void): Promise<readonly string[]> => {
    const laboratory = new Laboratory(project, project.configure(undefined, new HotReloadPlugin()));
    leave();
    await laboratory.first();
    await untilPrepared(project);
    const names = listUnfinished(project);
    await laboratory.close();
    return names;
  };
  const [first = ''] = await session(() => undefined);
  const left = path.join(path.dirname(first), '1-1.tmp');
  const names = await session(() => fs.writeFileSync(path.join(project.output, left), ''));
  expect(names).not.toContain(left);
});

test('between two edits publishing is rehearsed too, up to the writing', async () => {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const calls: string[] = [];
  const rehearse = jest.spyOn(JournalPublisher.prototype, 'rehearsePatch');
  const config = { plugins: [recordWriting(project, calls)] };
  const laboratory = new Laboratory(project, project.configure(config, new HotReloadPlugin()));
  await laboratory.first();
  calls.length = 0;
  await until(
    () => `publishing was rehearsed ${String(rehearse.mock.calls.length)} times`,
    () => rehearse.mock.calls.length >= 10 || undefined,
  );
  await laboratory.close();
  expect(calls.filter((call) => !call.startsWith('create '))).toEqual([]);
  expect(project.journal().updates).toEqual([]);
});

/** A laboratory, with the rounds of its rehearsal. */
async function rehearse(onRound: (round: number, laboratory: Laboratory) => void) {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const rounds = jest.spyOn(JournalPublisher.prototype, 'rehearsePatch');
  const laboratory = new Laboratory(project, project.configure(undefined, new HotReloadPlugin()));
  rounds.mockImplementation(() => onRound(rounds.mock.calls.length, laboratory));
  await laboratory.first();
  return { laboratory, project, rounds };
}

test('whoever saves in the middle of a rehearsal does not wait for its next round', async () => {
  const roundsBefore: number[] = [];
  beforePatches(() => roundsBefore.push(rounds.mock.calls.length));
  const { laboratory, project, rounds } = await rehearse((round, watched) => {
    const save = (): void => {
      project.write({ 'leaf.js': 'export const value = 2;\n' });
      watched.tell('leaf.js');
    };
    // When the next round is due already, as it is when the file system tells of a save.
    if (round === 3) queueMicrotask(save);
  });
  await until(
    () => 'nothing was published',
    () => laboratory.statistics.published > 0 || undefined,
  );
  await laboratory.close();
  expect(roundsBefore).toEqual([3]);
});

test('a second event for a save that is built already does not end the rehearsal', async () => {
  // Where V8 collects, it would begin again.
  jest.spyOn(V8_COLLECTOR, 'observe').mockReturnValue(() => undefined);
  let isSaved = false;
  const { laboratory, rounds } = await rehearse((round, watched) => {
    if (isSaved && round === 3) queueMicrotask(() => watched.tell('leaf.js'));
  });
  await laboratory.save('leaf.js', 'export const value = 2;\n');
  rounds.mockClear();
  isSaved = true;
  await until(
    () => `publishing was rehearsed ${String(rounds.mock.calls.length)} times`,
    () => rounds.mock.calls.length >= 10 || undefined,
  );
  await laboratory.close();
  expect(laboratory.statistics.left.get('known')).toBe(1);
});

test.each([
  [true, ['--heap-growing-percent=300']],
  [false, []],
])('with a fast lane or without, %s, V8 is told how far the heap may grow: %j', async (fastLane, expected) => {
  const flags: string[] = [];
  jest.spyOn(v8, 'setFlagsFromString').mockImplementation((flag) => void flags.push(flag));
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const laboratory = new Laboratory(project, project.configure(undefined, new HotReloadPlugin({ fastLane })));
  await laboratory.first();
  await laboratory.close();
  expect(flags.filter((flag) => flag.startsWith('--heap'))).toEqual(expected);
});

test('without the fast lane nothing listens for it', async () => {
  const project = new Project({ 'main.js': MAIN, 'leaf.js': LEAF });
  const laneTaps = async (fastLane: boolean): Promise<number> => {
    let taps = 0;
    const count = {
      apply: (compiler: Compiler) =>
        compiler.hooks.afterCompile.tap('Count', () => (taps = compiler.hooks.invalid.taps.length)),
    };
    const laboratory = new Laboratory(
      project,
      project.configure({ plugins: [count] }, new HotReloadPlugin({ fastLane })),
    );
    await laboratory.first();
    await laboratory.close();
    return taps;
  };
  expect((await laneTaps(true)) - (await laneTaps(false))).toBe(1);
});
