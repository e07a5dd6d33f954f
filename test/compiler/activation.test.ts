/** Checks when the plugin adds something to a bundle, and that it adds nothing otherwise. */

import webpack from 'webpack';
import { HotReloadPlugin } from '../../dist/src';
import { Project, WatchSession, build, cleanUp, expectNoErrors, watch } from './support/project';

afterEach(cleanUp);

const SOURCES = {
  'main.js': `import { value } from './value';\nconsole.log(value);\n`,
  'value.js': 'export const value = 1;\n',
};

function readAll(project: Project): Record<string, string> {
  return Object.fromEntries(project.list().map((name) => [name, project.read(name)]));
}

test.each(['development', 'production'] as const)('a %s build is the same, byte for byte, as without', async (mode) => {
  const project = new Project(SOURCES);
  expectNoErrors(await build(project.configure({ mode, output: { clean: true } }, false)));
  const without = readAll(project);
  expectNoErrors(await build(project.configure({ mode, output: { clean: true } })));
  expect(readAll(project)).toEqual(without);
  expect(Object.keys(without)).toEqual(['main.js']);
});

test('a watch with enabled: false is the same, byte for byte, as without', async () => {
  const project = new Project(SOURCES);
  await (await watch(project.configure({}, false))).close();
  const without = readAll(project);
  await (await watch(project.configure({}, new HotReloadPlugin({ enabled: false })))).close();
  expect(readAll(project)).toEqual(without);
});

test('enabled: true works in a single build too', async () => {
  const project = new Project(SOURCES);
  expectNoErrors(await build(project.configure({}, new HotReloadPlugin({ enabled: true }))));
  expect(project.read('main.js')).toContain('runtime/bootstrap.js?');
  expect(project.journal().updates).toEqual([]);
});

test('a watch is recognized that the options do not announce', async () => {
  const project = new Project(SOURCES);
  const session = await watch(project.configure());
  expect(session.compiler.options.watch).toBe(false);
  expect(project.read('main.js')).toContain('runtime/bootstrap.js?');
});

test('the options travel to the process', async () => {
  const project = new Project(SOURCES);
  const options = {
    mode: 'manual',
    notify: { poll: 250 },
    logLevel: 'silent',
    signal: false,
    settleTimeout: 5,
  } as const;
  await watch(project.configure({}, new HotReloadPlugin(options)));
  const query = `journal=${project.listJournals()[0]!}&mode=manual&signal=&poll=250&settleTimeout=5&logLevel=silent`;
  expect(project.read('main.js')).toContain(`bootstrap.js?${query}`);
});

test.each([
  ['by the user', { plugins: [new webpack.HotModuleReplacementPlugin()] }],
  ['by nobody', {}],
])('hot module replacement that was added %s is there once', async (_name, changes) => {
  const project = new Project(SOURCES);
  const session = await watch(project.configure(changes));
  const taps = session.compiler.hooks.compilation.taps.filter(({ name }) => name === 'HotModuleReplacementPlugin');
  expect(taps).toHaveLength(1);
  await session.after(() => project.write({ 'value.js': 'export const value = 2;\n' }));
  expect(project.journal().updates).toHaveLength(1);
  expect(session.compiler.options.output.strictModuleErrorHandling).toBe(true);
});

test('the decision of the user about module errors stands', async () => {
  const project = new Project(SOURCES);
  const session = await watch(project.configure({ output: { strictModuleErrorHandling: false } }));
  expect(session.compiler.options.output.strictModuleErrorHandling).toBe(false);
});

test('only the compilers of a MultiCompiler that have the plugin are touched', async () => {
  const project = new Project(SOURCES);
  const configs = ['a', 'b'].map((name) =>
    project.configure({ name, output: { filename: `${name}.js` } }, name === 'a' ? new HotReloadPlugin() : false),
  );
  const multi = webpack(configs);
  await new Promise<void>((resolve, reject) => {
    multi.watch({}, (error) => (error ? reject(error) : resolve()));
  });
  await new Promise((resolve) => multi.close(resolve));
  expect(project.read('a.js')).toContain('runtime/bootstrap.js');
  expect(project.read('b.js')).not.toContain('runtime/bootstrap.js');
});

test('child compilers are left alone', async () => {
  const project = new Project({ ...SOURCES, 'child.js': `require('module-hot-reload/runtime');\n` });
  const requests: string[] = [];
  const session = new WatchSession(
    project.configure({ plugins: [{ apply: (compiler) => addChild(compiler, requests) }] }),
  );
  await session.first();
  expect(requests).toContain('module-hot-reload/runtime');
  const child = session.compiler.hooks.thisCompilation.taps;
  expect(child.length).toBeGreaterThan(0);
  expect(project.read('child-out.js')).not.toContain('bootstrap.js');
});

function addChild(compiler: webpack.Compiler, requests: string[]): void {
  const { EntryPlugin } = compiler.webpack;
  compiler.hooks.make.tapPromise('Test', async (compilation) => {
    const child = compilation.createChildCompiler('child', { filename: 'child-out.js' }, [
      new EntryPlugin(compiler.context, './child.js', { name: 'child' }),
    ]);
    child.hooks.compile.tap('Test', ({ normalModuleFactory }) => {
      normalModuleFactory.hooks.factorize.tap('Test', (data) => {
        requests.push(data.request);
      });
    });
    await new Promise<void>((resolve, reject) => {
      child.runAsChild((error) => (error ? reject(error) : resolve()));
    });
  });
}
