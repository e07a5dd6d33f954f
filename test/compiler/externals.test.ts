/** Checks that the runtime is in the bundle whatever `externals` say. */

import path from 'node:path';
import type { Configuration } from 'webpack';
import nodeExternals from 'webpack-node-externals';
import { Project, build, cleanUp, watch } from './support/project';
import { PRINT_LOADED, runBundle } from './support/run';

afterEach(cleanUp);

const RUNTIME = path.resolve(__dirname, '../../dist/runtime');

/** Requests that a function was asked about and turned into externals. */
const caught: string[] = [];

const CASES: [string, Configuration][] = [
  ['no externals', {}],
  [
    'webpack-node-externals without an allowlist',
    { externals: [nodeExternals(), /^module-hot-reload/], externalsType: 'commonjs' },
  ],
  ['a regular expression for everything but the entry', { externals: [/^(?!\.\/main)/], externalsType: 'commonjs' }],
  [
    'a function for everything but the entry',
    {
      externals: ({ request }, callback) => {
        if (request === './main.js') {
          callback();
          return;
        }
        caught.push(request);
        callback(undefined, `commonjs ${request}`);
      },
    },
  ],
  [
    'a function that returns a promise',
    { externals: async ({ request }: { request?: string }) => request !== './main.js' && `commonjs ${request!}` },
  ],
  ['an object', { externals: { 'module-hot-reload/runtime': 'commonjs module-hot-reload/runtime' } }],
  ['a string', { externals: 'module-hot-reload/runtime' }],
  ['presets', { externalsPresets: { node: true, electron: true } }],
];

test.each(CASES)('%s', async (_name, changes) => {
  const project = new Project({
    'main.js': `import fs from 'fs';\nimport { AutomaticReloader } from 'module-hot-reload/runtime';\nconst lazy = () => import('module-hot-reload/runtime');\nconst again = require('module-hot-reload/runtime');\nconsole.log(JSON.stringify({ fs: typeof fs.readFileSync, live: typeof AutomaticReloader, same: again.AutomaticReloader === AutomaticReloader }));\nlazy().then((ns) => { console.log(JSON.stringify({ lazy: ns.AutomaticReloader === AutomaticReloader })); ${PRINT_LOADED} });\n`,
  });
  const session = await watch(project.configure(changes));
  const modules = [...(await session.first()).compilation.modules];
  const resources = modules.map((module) => module.nameForCondition()).filter((resource) => resource !== null);
  // One module: webpack makes each one again in every build.
  expect(resources.filter((resource) => resource.startsWith(RUNTIME))).toEqual([path.join(RUNTIME, 'bootstrap.js')]);
  await session.close();
  const [first, second] = await runBundle(path.join(project.output, 'main.js'));
  expect(first).toEqual({ fs: 'function', live: 'function', same: true });
  expect(second).toEqual({ lazy: true });
});

test('built-in modules that the runtime needs are externals as everywhere', async () => {
  const project = new Project({ 'main.js': '' });
  const session = await watch(project.configure());
  const names = [...(await session.first()).compilation.modules].map((module) => module.identifier());
  expect(names.filter((name) => name.startsWith('external ')).length).toBeGreaterThan(0);
});

test('other requests are still externals', () => {
  expect(caught).toContain('fs');
});

test.each<[string, Configuration]>([
  ['webpack-node-externals', { externals: [nodeExternals(), /^module-hot-reload/], externalsType: 'commonjs' }],
  ['an object', { externals: { 'module-hot-reload/runtime': 'commonjs module-hot-reload/runtime' } }],
])('the pass-through is in a bundle that is not reloadable, in spite of %s', async (_name, changes) => {
  const project = new Project({
    'main.js': `import { AutomaticReloader } from 'module-hot-reload/runtime';\nconsole.log(JSON.stringify({ registered: new AutomaticReloader().register(require.resolve('./leaf')).value }));\n`,
    'leaf.js': `export const value = 'leaf';\n`,
  });
  const { compilation } = await build(project.configure(changes));
  const resources = [...compilation.modules].map((module) => module.nameForCondition());
  expect(resources).toContain(path.join(RUNTIME, 'passthrough/index.js'));
  expect(resources).not.toContain(path.join(RUNTIME, 'index.js'));
  expect(await runBundle(path.join(project.output, 'main.js'))).toEqual([{ registered: 'leaf' }]);
});
