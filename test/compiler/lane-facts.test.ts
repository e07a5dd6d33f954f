/** Pins what the fast lane relies on in webpack; a newer webpack that changes it fails here by name. */

import webpack from 'webpack';
import { until } from '../support/until';
import { Project, cleanUp, watch } from './support/project';

afterEach(cleanUp);

test('webpack keeps what the fast lane relies on', async () => {
  const project = new Project({ 'main.js': `import './leaf';`, 'leaf.js': 'export const value = 1;' });
  let facts: Record<string, unknown> = {};
  const look = {
    apply: (compiler: webpack.Compiler) =>
      compiler.hooks.done.tap('Look', ({ compilation }) => {
        const module = [...compilation.modules].find((item) => String(item.nameForCondition()).endsWith('leaf.js'))!;
        const { parser, generator } = module as unknown as Record<string, unknown>;
        const { snapshot, parsed } = module.buildInfo!;
        const results = compilation.codeGenerationResults!;
        const taps = compiler.hooks.compilation.taps.filter(({ name }) => name === 'SourceMapDevToolPlugin');
        const runtimes = [...compilation.chunks].filter((chunk) => chunk.hasRuntime());
        facts = {
          'a finished module still has its parser and its generator': [typeof parser, typeof generator].join(),
          'a finished module knows that it was parsed': parsed,
          'a snapshot names the files that were read': [...snapshot.getFileIterable()].length,
          'code generation results are made with a hash function': new (
            results.constructor as new (hash: string) => { map: Map<unknown, unknown> }
          )('md4').map.size,
          'source maps come from a tap of that name, whose function takes a compilation': taps
            .map(({ fn }) => typeof fn)
            .join(),
          'modules tell before a snapshot is taken':
            typeof webpack.NormalModule.getCompilationHooks(compilation).beforeSnapshot.tap,
          'a runtime knows what its modules require': runtimes
            .map((chunk) => compilation.chunkGraph.getTreeRuntimeRequirements(chunk) instanceof Set)
            .join(),
          'uses of an import have a type of their own': [
            ...new Set([...compilation.modules].flatMap(({ dependencies }) => dependencies.map(({ type }) => type))),
          ].includes('harmony import specifier'),
          'the file system under the input file system can be read at once': typeof Reflect.get(
            compilation.inputFileSystem,
            'fileSystem',
          ).readFileSync,
          'webpack knows what a module has ever imported':
            typeof webpack.dependencies.ESMImportDependency.Template.getImportEmittedRuntime,
        };
      }),
  };
  project.write({ 'main.js': `import { value } from './leaf'; console.log(value);` });
  const session = await watch(project.configure({ devtool: 'source-map', plugins: [look] }));
  expect(facts).toEqual({
    'a finished module still has its parser and its generator': 'object,object',
    'a finished module knows that it was parsed': true,
    'a snapshot names the files that were read': 1,
    'code generation results are made with a hash function': 0,
    'source maps come from a tap of that name, whose function takes a compilation': 'function',
    'modules tell before a snapshot is taken': 'function',
    'a runtime knows what its modules require': 'true',
    'uses of an import have a type of their own': true,
    'the file system under the input file system can be read at once': 'function',
    'webpack knows what a module has ever imported': 'function',
  });
  const watcher = await until(
    () => 'webpack does not watch',
    () => Reflect.get(session.compiler.watchFileSystem!, 'watcher') ?? undefined,
  );
  const { aggregatedChanges, aggregatedRemovals } = watcher;
  const areSets = [aggregatedChanges, aggregatedRemovals].map((files) => files instanceof Set);
  expect([typeof watcher.on, ...areSets]).toEqual(['function', true, true]);
});

test('a module that is built anew is the same object, and what it has found out about itself another one', async () => {
  const built: webpack.Module[] = [];
  const metas: unknown[] = [];
  const look = {
    apply: (compiler: webpack.Compiler) =>
      compiler.hooks.compilation.tap('Look', ({ hooks }) =>
        hooks.succeedModule.tap('Look', (module) => {
          built.push(module);
          metas.push(module.buildMeta);
        }),
      ),
  };
  const project = new Project({ 'main.js': 'export const value = 1;' });
  const session = await watch(project.configure({ plugins: [look] }));
  const isMain = (module: webpack.Module): boolean => String(module.nameForCondition()).endsWith('main.js');
  const before = built.findIndex(isMain);
  await session.after(() => project.write({ 'main.js': 'export const value = 2;' }));
  const after = built.findLastIndex(isMain);
  expect(after).toBeGreaterThan(before);
  expect(built[after]).toBe(built[before]);
  expect(metas[after]).not.toBe(metas[before]);
  expect(metas[after]).toEqual(metas[before]);
});
