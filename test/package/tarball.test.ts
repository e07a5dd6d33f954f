/** Tests what the packed package consists of and what it gives to those who install it. */

import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { type Installation, installPackage } from './support/installed-package';

const root = path.resolve(__dirname, '../..');
const PLUGIN = ['HotReloadError', 'HotReloadPlugin'];
const RUNTIME = [
  'AutomaticReloader',
  'HotReloadError',
  'ManualReloader',
  'ModuleAttributeAccessor',
  'ModuleWrapper',
  'keep',
  'renew',
];
/** Whatever webpack has to look at in each build is one module; the types are those of the pass-through. */
const RUNTIME_FILES = ['dist/runtime/api.d.ts', 'dist/runtime/api.js', 'dist/runtime/bootstrap.js'];

/** The names of what each source file of a folder is compiled to. */
function compiled(folder: string): string[] {
  const sources = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return sources
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `dist/${folder}/${name.replaceAll('\\', '/').replace(/\.ts$/, '')}`)
    .flatMap((name) => [`${name}.d.ts`, `${name}.js`]);
}

describe('the packed package', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await installPackage();
  });

  afterAll(() => installation.remove());

  it('consists of one compiled file per source file of the plugin, the runtime as one file, and no tests', () => {
    const { files } = installation;
    expect(files.filter((name) => name.startsWith('dist/'))).toEqual(
      [
        ...RUNTIME_FILES,
        ...compiled('runtime/passthrough'),
        ...compiled('runtime/protocol'),
        ...compiled('src'),
      ].sort(),
    );
    const others = files.filter((name) => !name.startsWith('dist/'));
    expect(others).toEqual(expect.arrayContaining(['CHANGELOG.md', 'LICENSE', 'package.json']));
    expect(
      others.filter((name) => !/^(CHANGELOG\.md|LICENSE|README\.md|package\.json|docs\/.*\.(md|svg))$/.test(name)),
    ).toEqual([]);
  });

  it.each([
    ['module-hot-reload', PLUGIN],
    ['module-hot-reload/runtime', RUNTIME],
  ])('%s gives its names to require() and to import', async (request, names) => {
    const required = `console.log(JSON.stringify(Object.keys(require('${request}')).sort()))`;
    expect(JSON.parse(await installation.evaluate(required, 'commonjs'))).toEqual(names);
    const imported = `import { ${names.join(', ')} } from '${request}'; console.log(JSON.stringify(Object.keys({ ${names.join(', ')} })))`;
    expect(JSON.parse(await installation.evaluate(imported, 'module'))).toEqual(names);
  });

  it('brings the command line tool', async () => {
    const { bin, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
      version: string;
    };
    expect(Object.keys(bin)).toEqual(['module-hot-reload']);
    const tool = path.join(installation.folder, 'node_modules/module-hot-reload', bin['module-hot-reload'] ?? '');
    expect((await readFile(tool, 'utf8')).split('\n')[0]).toBe('#!/usr/bin/env node');
    expect(await installation.node(tool, '--version')).toBe(version);
  });

  it('is one instance for require() and import', async () => {
    const text = `
      import { createRequire } from 'node:module';
      import { AutomaticReloader } from 'module-hot-reload/runtime';
      const require = createRequire(import.meta.url);
      console.log(require('module-hot-reload/runtime').AutomaticReloader === AutomaticReloader);`;
    expect(await installation.evaluate(text, 'module')).toBe('true');
  });

  it('lets an ES module run unchanged without webpack', async () => {
    expect(JSON.parse(await installation.node('main.mjs'))).toEqual({
      answer: 'served /',
      served: 1,
      names: ['handle', 'served'],
      isOne: true,
      verdict: 'ALREADY_REGISTERED',
      outcomes: ['unchanged'],
      kept: 'made',
      renewed: 'made anew',
      written: { handle: 'function', served: 100, extra: true },
      original: 1,
      error: 'NOT_A_MODULE',
    });
  });

  it('lets a CommonJS module run unchanged without webpack', async () => {
    expect(JSON.parse(await installation.node('main.cjs'))).toEqual({
      served: 1,
      prefix: '/api',
      greeting: 'Hello, Ada',
      isOne: 'ALREADY_REGISTERED',
      id: true,
      resource: true,
      included: 1,
    });
  });
});
